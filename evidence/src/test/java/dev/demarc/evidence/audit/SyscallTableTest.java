// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The generated table against the kernel's headers and against numbers that are known. */
class SyscallTableTest {
  private static final Path HEADERS = Path.of("/usr/include/x86_64-linux-gnu/asm");
  private static final Pattern DEFINE =
      Pattern.compile("#define __NR_(\\w+) (?:\\(__X32_SYSCALL_BIT \\+ )?(\\d+)\\)?");

  @ParameterizedTest
  @CsvSource({
    "X86_64,288,accept4",
    "X86_64,15,rt_sigreturn",
    "X86_64,138,fstatfs",
    "X86_64,471,rseq_slice_yield",
    "X32,513,rt_sigreturn",
    "X32,288,accept4",
    "I386,361,bind",
    "I386,364,accept4",
    "I386,102,socketcall",
    "AARCH64,242,accept4",
    "AARCH64,139,rt_sigreturn",
    "ARM,366,accept4",
    "RISCV64,291,statx",
    "S390X,364,accept4",
    "PPC64LE,344,accept4",
    "LOONGARCH64,242,accept4",
    "LOONGARCH64,462,mseal"
  })
  void knowsNumbers(AuditArch arch, long number, String call) {
    assertThat(SyscallTable.name(arch, number)).contains(call);
    assertThat(SyscallTable.number(arch, call)).hasValue(number);
  }

  @ParameterizedTest
  @CsvSource({"X86_64,unistd_64.h", "X32,unistd_x32.h", "I386,unistd_32.h"})
  void equalsTheHeadersOfThisMachine(AuditArch arch, String header) throws IOException {
    Path file = HEADERS.resolve(header);
    assumeTrue(Files.exists(file), "no headers here");
    int seen = 0;
    for (String line : Files.readAllLines(file)) {
      Matcher define = DEFINE.matcher(line);
      if (define.matches()) {
        assertThat(SyscallTable.number(arch, define.group(1)))
            .as(arch + " " + define.group(1))
            .hasValue(Long.parseLong(define.group(2)));
        seen++;
      }
    }
    assertThat(seen).isGreaterThan(300);
  }

  @Test
  void hasNoNamesForWhatItDoesNotKnow() {
    assertThat(SyscallTable.name(AuditArch.MIPS64, 5000)).isEmpty();
    assertThat(SyscallTable.name(AuditArch.X86_64, 9999)).isEmpty();
    assertThat(SyscallTable.number(AuditArch.RISCV64, "open")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "c000003e,288,X86_64", "c000003e,1073742112,X32", "40000003,361,I386", "c00000b7,242,AARCH64",
    "40000028,366,ARM", "c00000f3,242,RISCV64", "80000016,364,S390X", "c0000015,344,PPC64LE",
    "c0000102,242,LOONGARCH64", "c0000008,5042,MIPS64EL", "80000008,5042,MIPS64", "12345678,1,OTHER"
  })
  void knowsArchitectures(String code, long number, AuditArch arch) {
    assertThat(AuditArch.of(Long.parseLong(code, 16), number)).isEqualTo(arch);
  }
}
