// SPDX-License-Identifier: Apache-2.0
package dev.demarc.host.syscall;

/** Names of error numbers (asm-generic/errno-base.h and errno.h; the same on x86-64 and arm64). */
public final class Errno {
  /** Operation not permitted. */
  public static final int EPERM = 1;

  /** No such process. */
  public static final int ESRCH = 3;

  /** Interrupted by a signal. */
  public static final int EINTR = 4;

  /** Try again. */
  public static final int EAGAIN = 11;

  /** Nobody reads the other end. */
  public static final int EPIPE = 32;

  private Errno() {}

  /** The name of a number, for example {@code EACCES}. */
  public static String name(int number) {
    return switch (number) {
      case 1 -> "EPERM";
      case 2 -> "ENOENT";
      case 3 -> "ESRCH";
      case 4 -> "EINTR";
      case 5 -> "EIO";
      case 7 -> "E2BIG";
      case 8 -> "ENOEXEC";
      case 9 -> "EBADF";
      case 10 -> "ECHILD";
      case 11 -> "EAGAIN";
      case 12 -> "ENOMEM";
      case 13 -> "EACCES";
      case 16 -> "EBUSY";
      case 17 -> "EEXIST";
      case 20 -> "ENOTDIR";
      case 22 -> "EINVAL";
      case 23 -> "ENFILE";
      case 24 -> "EMFILE";
      case 26 -> "ETXTBSY";
      case 28 -> "ENOSPC";
      case 30 -> "EROFS";
      case 32 -> "EPIPE";
      case 34 -> "ERANGE";
      case 38 -> "ENOSYS";
      case 95 -> "EOPNOTSUPP";
      default -> "errno " + number;
    };
  }

  /** The name of the error behind an exception of {@code java.nio.file}, as far as it tells. */
  public static String name(java.io.IOException problem) {
    String text = String.valueOf(problem.getMessage());
    return switch (problem) {
      case java.nio.file.NoSuchFileException _ -> "ENOENT";
      case java.nio.file.AccessDeniedException _ -> "EACCES";
      case java.nio.file.FileAlreadyExistsException _ -> "EEXIST";
      case java.nio.file.DirectoryNotEmptyException _ -> "ENOTEMPTY";
      default -> {
        if (text.contains("Read-only file system")) {
          yield "EROFS";
        } else if (text.contains("Device or resource busy")) {
          yield "EBUSY";
        } else if (text.contains("Invalid argument")) {
          yield "EINVAL";
        } else if (text.contains("Operation not permitted")) {
          yield "EPERM";
        } else if (text.contains("Permission denied")) {
          yield "EACCES";
        } else if (text.contains("No space left")) {
          yield "ENOSPC";
        } else if (text.contains("not supported")) {
          yield "EOPNOTSUPP";
        } else if (text.contains("No such device")) {
          yield "ENODEV";
        } else if (text.contains("Numerical result out of range")) {
          yield "ERANGE";
        }
        yield text;
      }
    };
  }
}
