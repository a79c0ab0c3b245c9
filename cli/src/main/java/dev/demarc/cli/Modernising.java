// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodElement;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Gives classes that were compiled for Java 5 the frames that verification has used since Java 6,
 * when the launcher sets the program up. Java's cache keeps no class without them (they are older
 * than {@value #OLDEST_KEPT}), so each start would load and verify them again: 144 of picocli's, 20
 * ms of each command. And it takes out picocli's search for a class of Groovy, for which each start
 * would open every jar of the class path in vain: 10 ms.
 */
public final class Modernising {
  private static final int OLDEST_KEPT = ClassFile.JAVA_6_VERSION;

  /** The method that gives the class of Groovy's closures, or null when there is no Groovy. */
  private static final String SEARCH = "loadClosureClass";

  private Modernising() {}

  /** Works on every jar that it is given. */
  public static void main(String[] jars) throws IOException {
    for (String jar : jars) {
      modernise(Path.of(jar));
    }
  }

  /** Writes the jar anew; classes that are new enough stay as they are. */
  static void modernise(Path file) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (ZipFile jar = new ZipFile(file.toFile());
        OutputStream bytes = Files.newOutputStream(fresh);
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      ClassFile classes =
          ClassFile.of(
              ClassFile.ClassHierarchyResolverOption.of(hierarchy(jar)),
              ClassFile.StackMapsOption.GENERATE_STACK_MAPS);
      List<? extends ZipEntry> entries = Collections.list(jar.entries());
      for (ZipEntry entry : entries) {
        ZipEntry kept = new ZipEntry(entry.getName());
        kept.setTime(entry.getTime());
        out.putNextEntry(kept);
        byte[] content = jar.getInputStream(entry).readAllBytes();
        out.write(entry.getName().endsWith(".class") ? modern(classes, content) : content);
        out.closeEntry();
      }
    }
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The jar's own classes first, then those of the JDK: a frame names what two branches share. */
  private static ClassHierarchyResolver hierarchy(ZipFile jar) {
    return ClassHierarchyResolver.ofResourceParsing((ClassDesc type) -> content(jar, type))
        .orElse(ClassHierarchyResolver.defaultResolver());
  }

  private static @Nullable InputStream content(ZipFile jar, ClassDesc type) {
    String name = type.descriptorString();
    ZipEntry entry = jar.getEntry(name.substring(1, name.length() - 1) + ".class");
    try {
      return entry == null ? null : jar.getInputStream(entry);
    } catch (IOException damaged) {
      throw new UncheckedIOException(damaged);
    }
  }

  private static byte[] modern(ClassFile classes, byte[] content) {
    ClassModel old = classes.parse(content);
    if (old.majorVersion() >= OLDEST_KEPT) {
      return content;
    }
    return classes.build(
        old.thisClass().asSymbol(),
        fresh -> {
          fresh.withVersion(ClassFile.JAVA_8_VERSION, 0);
          for (ClassElement element : old) {
            switch (element) {
              case ClassFileVersion _ -> {}
              case MethodModel method ->
                  fresh.withMethod(
                      method.methodName(),
                      method.methodType(),
                      method.flags().flagsMask(),
                      to -> {
                        for (MethodElement part : method) {
                          switch (part) {
                            // code that is handed over whole keeps what it has: no frames
                            case CodeModel _ when method.methodName().equalsString(SEARCH) ->
                                to.withCode(body -> body.aconst_null().areturn());
                            case CodeModel code -> to.withCode(body -> code.forEach(body::with));
                            default -> to.with(part);
                          }
                        }
                      });
              default -> fresh.with(element);
            }
          }
        });
  }
}
