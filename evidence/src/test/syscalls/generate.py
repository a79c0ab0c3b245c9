#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the table of system calls by architecture from the kernel's own headers.

Usage: generate.py > ../../main/resources/dev/demarc/evidence/audit/syscalls.tsv
Needs gcc and, on Debian, linux-libc-dev and linux-libc-dev-{arm64,armhf,s390x,ppc64el,riscv64}-cross. No cross package has
loongarch64: its asm/unistd.h is asm-generic/unistd.h with the two defines below (three from Linux 6.11), and so is read here.
"""
import re, subprocess, sys

BASE = "/usr/include/x86_64-linux-gnu"
GENERIC = ["-D__LP64__", "-D__BITS_PER_LONG=64"]
ARCHES = {  # name: include folders, defines
    "x86_64": ([BASE, "/usr/include"], ["-D__x86_64__", "-D__LP64__"]),
    "x32": ([BASE, "/usr/include"], ["-D__x86_64__", "-D__ILP32__"]),
    "i386": ([BASE, "/usr/include"], ["-D__i386__"]),
    "aarch64": (["/usr/aarch64-linux-gnu/include"], ["-D__aarch64__", *GENERIC]),
    "arm": (["/usr/arm-linux-gnueabihf/include"], ["-D__arm__", "-D__ARM_EABI__"]),
    "riscv64": (["/usr/riscv64-linux-gnu/include"], ["-D__riscv", "-D__riscv_xlen=64", *GENERIC]),
    "s390x": (["/usr/s390x-linux-gnu/include"], ["-D__s390x__"]),
    "ppc64le": (["/usr/powerpc64le-linux-gnu/include"], ["-D__powerpc64__", "-D__LITTLE_ENDIAN__"]),
    "loongarch64": (
        [BASE, "/usr/include"],
        [*GENERIC, "-D__ARCH_WANT_SYS_CLONE", "-D__ARCH_WANT_SYS_CLONE3", "-D__ARCH_WANT_NEW_STAT"],
    ),
}
# Calls that these headers (6.1) do not know yet. From 424 on all of these architectures share one number; list and numbers
# are those of the audit userspace's lib/x86_64_table.h, 2026.
SHARED = """451 cachestat fchmodat2 map_shadow_stack futex_wake futex_wait futex_requeue statmount listmount lsm_get_self_attr
lsm_set_self_attr lsm_list_modules mseal setxattrat getxattrat listxattrat removexattrat open_tree_attr file_getattr
file_setattr listns rseq_slice_yield""".split()
NO_CALLS = {"BASE", "SYSCALL_MASK", "syscalls", "Linux", "arch_specific_syscall", "OABI_SYSCALL_BASE", "SYSCALL_BASE"}


def table(arch):
    folders, defines = ARCHES[arch]
    header = "asm-generic/unistd.h" if arch == "loongarch64" else "asm/unistd.h"
    command = ["gcc", "-E", "-dM", "-nostdinc", "-undef", *defines, *("-I" + f for f in folders), "-"]
    text = subprocess.run(command, input=f"#include <{header}>\n", text=True, capture_output=True, check=True).stdout
    raw = dict(re.findall(r"^#define (__\w+) (.+)$", text, re.M))

    def value(expression, depth=0):
        if depth > 8:
            raise ValueError(expression)
        known = re.sub(r"__[A-Za-z]\w*", lambda m: str(value(raw[m[0]], depth + 1)), expression)
        if not re.fullmatch(r"[0-9xXa-fA-F+() ]+", known):
            raise ValueError(expression)
        return eval(known, {"__builtins__": {}})

    numbers = {}
    for name, expression in raw.items():
        call = re.fullmatch(r"__(?:NR|ARM_NR)_(\w+)", name)
        if not call or call[1] in NO_CALLS:
            continue
        try:
            number = value(expression.strip())
        except (KeyError, ValueError):
            continue
        numbers[call[1]] = number & ~0x40000000 if arch == "x32" else number
    for offset, name in enumerate(SHARED[1:]):
        numbers.setdefault(name, int(SHARED[0]) + offset)
    return numbers


tables = {arch: table(arch) for arch in ARCHES}
print("name\t" + "\t".join(ARCHES))
for name in sorted(set().union(*tables.values())):
    print(name + "\t" + "\t".join(str(tables[arch].get(name, "-")) for arch in ARCHES))
for arch, numbers in tables.items():
    print(arch, len(numbers), {k: numbers.get(k) for k in ("accept4", "openat", "rt_sigreturn", "mseal")}, file=sys.stderr)
