// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * An architecture of a record: the ELF machine, with bit 31 for 64 bit and bit 30 for little endian
 * (include/uapi/linux/audit.h).
 */
public enum AuditArch {
  /** 64-bit x86; x32 has the same code and bit 30 in the number of the call. */
  X86_64(0xc000003eL),
  /** 64-bit x86 with 32-bit pointers; never a code of its own. */
  X32(-1),
  /** 32-bit x86. */
  I386(0x40000003L),
  /** 64-bit Arm. */
  AARCH64(0xc00000b7L),
  /** 32-bit Arm. */
  ARM(0x40000028L),
  /** 64-bit RISC-V. */
  RISCV64(0xc00000f3L),
  /** IBM Z. */
  S390X(0x80000016L),
  /** 64-bit POWER, little endian. */
  PPC64LE(0xc0000015L),
  /** 64-bit LoongArch. */
  LOONGARCH64(0xc0000102L),
  /** 64-bit MIPS, little endian: its calls have no names here. */
  MIPS64EL(0xc0000008L),
  /** 64-bit MIPS, big endian: its calls have no names here. */
  MIPS64(0x80000008L),
  /** Any other; its calls have no names here. */
  OTHER(-1);

  private static final int X32_BIT = 0x40000000;

  private final long code;

  AuditArch(long code) {
    this.code = code;
  }

  /** The architecture of a record. */
  static AuditArch of(long code, long call) {
    AuditArch found =
        Arrays.stream(values())
            .filter(arch -> arch.code == code && code >= 0)
            .findFirst()
            .orElse(OTHER);
    return found == X86_64 && (call & X32_BIT) != 0 && call >= 0 ? X32 : found;
  }

  /** The architecture of a name as strace writes it: {@code AUDIT_ARCH_X86_64}. */
  static AuditArch named(String name) {
    String bare = name.replace("AUDIT_ARCH_", "");
    return Arrays.stream(values())
        .filter(arch -> arch.name().equalsIgnoreCase(bare))
        .findFirst()
        .orElse(OTHER);
  }

  /** Its name, as the kernel's folders and a report have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name of a call, when the table has it. */
  Optional<String> call(long number) {
    return SyscallTable.name(this, this == X32 ? number & ~X32_BIT : number);
  }
}
