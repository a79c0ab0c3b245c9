// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.process;

import dev.demarc.evidence.elf.ElfFile;
import dev.demarc.evidence.elf.GoBuildInfo;
import dev.demarc.evidence.machine.Machine;
import dev.demarc.evidence.machine.Snapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Looks into executables, each file once, and says in lines what they are: {@code runtime go},
 * {@code go 1.26.8}, {@code godebug containermaxprocs=0,…}, {@code cgo 1}, {@code automaxprocs 1}
 * when the module go.uber.org/automaxprocs is linked in, {@code mapped libjvm.so}. It opens
 * /proc/PID/exe, which leads into containers and to files that are deleted.
 */
final class ProgramLook {
  private static final int PACKER_HEAD = 1024;
  private static final int LONGEST_GODEBUG = 4000;

  private final Machine machine;
  private final Map<Object, String> known = new HashMap<>();

  ProgramLook(Machine machine) {
    this.machine = machine;
  }

  /**
   * The lines about a process.
   *
   * @param exe what its link says
   * @param arguments redacted, for the name under which busybox runs
   */
  String at(long pid, String exe, String arguments, Snapshot.Builder into) {
    String lines = lines(pid, exe);
    if (lines.startsWith("runtime native")) {
      if (base(exe).startsWith("busybox")) {
        String applet = base(arguments.split("\0", 2)[0]);
        return ProgramKind.byName(applet).map(ProgramLook::line).orElse(lines);
      }
      return mapped(pid, into).orElse(lines);
    }
    return lines;
  }

  /** The lines without a look at what is mapped: a renamed Java is taken for compiled. */
  String lines(long pid, String exe) {
    String file = base(exe.replace(" (deleted)", ""));
    Path path = machine.root().resolve("proc/" + pid + "/exe");
    try {
      Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      String kept = key == null ? null : known.get(key);
      if (kept == null) {
        kept = look(path, file);
        if (key != null) {
          known.put(key, kept);
        }
      }
      return kept;
    } catch (IOException gone) {
      return line(ProgramKind.UNKNOWN);
    }
  }

  private static String look(Path path, String file) throws IOException {
    try (SeekableByteChannel in = Files.newByteChannel(path)) {
      Optional<ElfFile> elf = ElfFile.open(in);
      if (elf.isEmpty()) {
        return line(ProgramKind.UNKNOWN);
      }
      Optional<GoBuildInfo> go = GoBuildInfo.read(elf.get());
      if (go.isPresent()) {
        return go(go.get());
      }
      return line(
          ProgramKind.byName(file)
              .orElse(isPacked(elf.get()) ? ProgramKind.UNKNOWN : ProgramKind.NATIVE));
    }
  }

  private static String go(GoBuildInfo go) {
    StringBuilder lines = new StringBuilder(line(ProgramKind.GO));
    lines.append("go ").append(go.version()).append('\n');
    go.setting("DefaultGODEBUG")
        .filter(text -> text.matches("[\\w.,=-]{1," + LONGEST_GODEBUG + "}"))
        .ifPresent(text -> lines.append("godebug ").append(text).append('\n'));
    go.setting("CGO_ENABLED")
        .filter(text -> text.matches("[01]"))
        .ifPresent(text -> lines.append("cgo ").append(text).append('\n'));
    if (go.lines().contains("\ndep\tgo.uber.org/automaxprocs\t")) {
      lines.append("automaxprocs 1\n");
    }
    return lines.toString();
  }

  /** UPX leaves its name in the head of what it packs. */
  private static boolean isPacked(ElfFile elf) throws IOException {
    ByteBuffer head = elf.bytes(new ElfFile.Range(0, 0, PACKER_HEAD), PACKER_HEAD);
    return StandardCharsets.ISO_8859_1.decode(head).toString().contains("UPX!");
  }

  private Optional<String> mapped(long pid, Snapshot.Builder into) {
    Optional<byte[]> maps = machine.read("proc/" + pid + "/maps", into);
    NavigableSet<String> libraries = new TreeSet<>();
    maps.map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1)).stream()
        .flatMap(String::lines)
        .filter(line -> line.contains(".so"))
        .map(ProgramLook::base)
        .filter(name -> ProgramKind.byLibrary(name).isPresent())
        .forEach(libraries::add);
    return libraries.isEmpty()
        ? Optional.empty()
        : ProgramKind.byLibrary(libraries.getFirst())
            .map(kind -> line(kind) + "mapped " + String.join("\nmapped ", libraries) + "\n");
  }

  private static String line(ProgramKind kind) {
    return "runtime " + kind.word() + "\n";
  }

  private static String base(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
