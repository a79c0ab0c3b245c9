// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.audit;

import dev.demarc.evidence.capture.Spot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds crashes by SIGSYS in a log of any line prefix: Go's line, {@code PC=… sigcode=1}, the
 * innermost frames, and the registers behind the last goroutine, whose names tell the architecture
 * (runtime/signal_*.go: {@code dumpregs}); and strace's signal line.
 */
final class SigsysScanner {
  static final String GO = "SIGSYS: bad system call";
  static final String STRACE = "--- SIGSYS {";

  private static final int MOST_CRASHES = 256;
  private static final int MOST_FRAMES = 8;

  /** So many lines of goroutines are passed on the way to the registers. */
  private static final int LONGEST_DUMP = 200_000;

  private static final Pattern CODE =
      Pattern.compile("\\bPC=0x[0-9a-f]{1,16}.{0,40}\\bsigcode=(-?\\d{1,4})");
  private static final Pattern FRAME =
      Pattern.compile(
          "(?:^|[\\s\"])([A-Za-z_][\\w./%-]{0,200}(?:\\.\\(\\*?[\\w\\[\\].…]{1,100}\\))?[\\w./·\\[\\]…-]{0,200})\\((?:0x|\\{|\\.\\.\\.|\\))");
  private static final Pattern REGISTER =
      Pattern.compile("(?:^|[\\s\"])([a-z][a-z0-9]{1,7})\\s+0x([0-9a-f]{1,16})\\b");
  private static final Pattern SIGNAL =
      Pattern.compile(
          "^(?:\\[pid\\s+)?(?:(\\d{1,7})[\\]\\s])?.{0,40}--- SIGSYS \\{.*?si_code=(\\w+)(?:.*?si_syscall=__NR_(\\w+))?(?:.*?si_arch=(\\w+))?");

  private final String file;
  private final List<SigsysCrash> crashes = new ArrayList<>();
  private long more;
  private int first;
  private int left;
  private OptionalInt code = OptionalInt.empty();
  private final List<String> frames = new ArrayList<>();
  private final Map<String, Long> registers = new HashMap<>();

  SigsysScanner(String file) {
    this.file = file;
  }

  void line(String line, int number) {
    if (line.contains(GO) && !line.contains("write(")) { // a trace shows how it was written
      end();
      first = number;
      left = LONGEST_DUMP;
    } else if (line.contains(STRACE)) {
      strace(line, number);
    } else if (left > 0) {
      left--;
      within(line);
    }
  }

  private void within(String line) {
    Matcher register = REGISTER.matcher(line);
    if (register.find()) {
      registers.putIfAbsent(register.group(1), Long.parseUnsignedLong(register.group(2), 16));
      return;
    }
    if (registers.size() > 4) { // the dump is over
      end();
      return;
    }
    if (code.isEmpty()) {
      Matcher found = CODE.matcher(line);
      code = found.find() ? OptionalInt.of(Integer.parseInt(found.group(1))) : OptionalInt.empty();
    } else if (frames.size() < MOST_FRAMES) {
      Matcher frame = FRAME.matcher(line);
      if (frame.find()) {
        frames.add(frame.group(1));
      }
    }
  }

  /** Ends the crash that is being read, if there is one. */
  void end() {
    if (left > 0) {
      AuditArch arch = arch();
      String holder =
          switch (arch) {
            case X86_64 -> "rax";
            case I386 -> "eax";
            case AARCH64 -> "r8";
            case ARM -> "r7";
            case RISCV64 -> "a7";
            case PPC64LE -> "r0";
            case S390X -> "r1";
            case LOONGARCH64 -> "r11";
            case X32, MIPS64, MIPS64EL, OTHER -> "";
          };
      Long number = registers.get(holder);
      OptionalLong call = number == null ? OptionalLong.empty() : OptionalLong.of(number);
      Optional<String> name = number == null ? Optional.empty() : arch.call(number);
      add(
          new SigsysCrash(
              "go", code, arch, call, name, frames, OptionalLong.empty(), Spot.line(file, first)));
    }
    left = 0;
    code = OptionalInt.empty();
    frames.clear();
    registers.clear();
  }

  private AuditArch arch() {
    if (registers.containsKey("rax")) {
      return AuditArch.X86_64;
    } else if (registers.containsKey("eax")) {
      return AuditArch.I386;
    } else if (registers.containsKey("a7")) {
      return AuditArch.RISCV64;
    } else if (registers.containsKey("cpsr")) {
      return AuditArch.ARM;
    } else if (registers.containsKey("xer")) {
      return AuditArch.PPC64LE;
    } else if (registers.containsKey("r29") && registers.containsKey("lr")) {
      return AuditArch.AARCH64;
    } else if (registers.containsKey("r31") && registers.containsKey("link")) {
      return AuditArch.LOONGARCH64;
    }
    boolean is16 = registers.containsKey("r15") && !registers.containsKey("r16");
    return is16 && registers.containsKey("link") ? AuditArch.S390X : AuditArch.OTHER;
  }

  private void strace(String line, int number) {
    Matcher signal = SIGNAL.matcher(line);
    if (!signal.find()) {
      return;
    }
    AuditArch arch = signal.group(4) == null ? AuditArch.OTHER : AuditArch.named(signal.group(4));
    Optional<String> name = Optional.ofNullable(signal.group(3));
    OptionalLong call =
        name.map(known -> SyscallTable.number(arch, known)).orElse(OptionalLong.empty());
    int why = signal.group(2).equals("SYS_SECCOMP") ? 1 : 0;
    OptionalLong pid =
        signal.group(1) == null
            ? OptionalLong.empty()
            : OptionalLong.of(Long.parseLong(signal.group(1)));
    add(
        new SigsysCrash(
            "strace",
            OptionalInt.of(why),
            arch,
            call,
            name,
            List.of(),
            pid,
            Spot.line(file, number)));
  }

  private void add(SigsysCrash crash) {
    if (crashes.size() < MOST_CRASHES) {
      crashes.add(crash);
    } else {
      more++;
    }
  }

  List<SigsysCrash> crashes() {
    return crashes;
  }

  /** How many more there were than are kept. */
  long more() {
    return more;
  }
}
