// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import dev.demarc.evidence.dockerfile.Instruction;
import dev.demarc.evidence.dockerfile.Stage;
import dev.demarc.evidence.dockerfile.Word;
import dev.demarc.evidence.shell.ShellCommand;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which shell {@code /bin/sh} is in an image, and what it does with the last command of {@code -c}.
 * Measured: dash 0.5.12 always forks; bash 5.2 replaces itself unless the command has a redirection
 * or stands inside of something; BusyBox 1.35 replaces itself for whatever comes last.
 */
enum ImageShell {
  /** Debian, Ubuntu and images on them. */
  DASH("dash"),
  /** Red Hat, SUSE, Amazon, or named by SHELL. */
  BASH("bash"),
  /** Alpine. */
  BUSYBOX("BusyBox' sh"),
  /** Nobody knows. */
  UNKNOWN("a shell");

  private static final Set<String> ON_DEBIAN =
      Set.of(
          "debian",
          "ubuntu",
          "golang",
          "python",
          "node",
          "ruby",
          "perl",
          "php",
          "rust",
          "openjdk",
          "eclipse-temurin",
          "buildpack-deps",
          "nginx",
          "httpd",
          "postgres",
          "mysql",
          "redis");

  private static final List<String> WITH_BASH =
      List.of(
          "fedora",
          "centos",
          "ubi",
          "rockylinux",
          "almalinux",
          "amazonlinux",
          "oraclelinux",
          "opensuse",
          "archlinux");

  private final String words;

  ImageShell(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  static ImageShell of(Stage stage, Instruction at) {
    String dialect = stage.script(at).origin().dialect();
    if (!dialect.equals("sh")) {
      return switch (dialect) {
        case "bash" -> BASH;
        case "dash" -> DASH;
        case "ash" -> BUSYBOX;
        default -> UNKNOWN;
      };
    }
    if (!stage.image().known()) {
      return UNKNOWN;
    }
    String image = stage.image().text().toLowerCase(Locale.ROOT);
    String name = name(image);
    String tag = image.substring(image.lastIndexOf('/') + 1);
    if (tag.contains("alpine") || name.equals("busybox")) {
      return BUSYBOX;
    }
    if (WITH_BASH.stream().anyMatch(name::startsWith)) {
      return BASH;
    }
    return ON_DEBIAN.contains(name) && !tag.contains("oracle") && !tag.contains("ubi")
        ? DASH
        : UNKNOWN;
  }

  private static String name(String image) {
    String last = image.substring(image.lastIndexOf('/') + 1);
    int end = 0;
    while (end < last.length() && last.charAt(end) != ':' && last.charAt(end) != '@') {
      end++;
    }
    return last.substring(0, end);
  }

  /** Whether the shell becomes this command, the last one of its text, in the foreground. */
  boolean replacesItself(ShellCommand command) {
    return switch (this) {
      case DASH, UNKNOWN -> false;
      case BASH -> command.redirects().isEmpty() && command.within().isEmpty();
      case BUSYBOX -> true;
    };
  }

  /** True when nothing brings a shell into the image. */
  static boolean isMissing(Stage stage) {
    String image = stage.image().text();
    boolean without =
        stage.image().known()
            && (image.equals("scratch")
                || (image.contains("distroless") && !image.contains("debug")));
    return without
        && stage.shellForms("RUN").isEmpty()
        && stage.ancestors().stream().allMatch(one -> one.shellForms("RUN").isEmpty())
        && stage.instructions().stream()
            .filter(one -> one.is("COPY") || one.is("ADD"))
            .flatMap(one -> one.words().stream())
            .map(Word::text)
            .noneMatch(ImageShell::mayBringOne);
  }

  private static boolean mayBringOne(String path) {
    String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return plain.isEmpty()
        || plain.endsWith("bin")
        || plain.endsWith("sh")
        || plain.contains("busybox")
        || plain.contains("rootfs")
        || plain.contains(".tar");
  }
}
