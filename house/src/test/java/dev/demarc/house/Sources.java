// SPDX-License-Identifier: Apache-2.0
package dev.demarc.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** The source files of the house, read by the JDK's own compiler. */
final class Sources {
  private Sources() {}

  /** The folder with the root pom. */
  static Path root() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("mvnw"))) {
        return folder;
      }
    }
    throw new IllegalStateException("the tests must run inside of the checkout");
  }

  /** Every main source file, fixtures and labs excepted, in order. */
  static List<Path> main() {
    return Walls.MAY_USE.keySet().stream()
        .flatMap(module -> below(root().resolve(module).resolve("src/main/java")))
        .toList();
  }

  private static Stream<Path> below(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(
              file -> !file.toString().contains("/fixtures/") && !file.toString().contains("/lab/"))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Public types, nested ones included, that have no Javadoc: {@code File.java:Type}. */
  static List<String> undocumented(List<? extends JavaFileObject> files) {
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-proc:none"), null, files);
    DocTrees docs = DocTrees.instance(task);
    List<String> found = new ArrayList<>();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        new TreePathScanner<Void, Void>() {
          @Override
          public Void visitClass(ClassTree type, Void nothing) {
            Set<Modifier> flags = type.getModifiers().getFlags();
            boolean nestedInInterface =
                getCurrentPath().getParentPath().getLeaf() instanceof ClassTree outer
                    && outer.getKind() == com.sun.source.tree.Tree.Kind.INTERFACE;
            if (!type.getSimpleName().isEmpty()
                && (flags.contains(Modifier.PUBLIC) || nestedInInterface)
                && docs.getDocComment(getCurrentPath()) == null) {
              found.add(
                  Path.of(unit.getSourceFile().getName()).getFileName()
                      + ":"
                      + type.getSimpleName());
            }
            return super.visitClass(type, null);
          }
        }.scan(unit, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
