// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The shipped contracts as text, and files made of them with a few places changed. */
public final class SampleContracts {
  private SampleContracts() {}

  /** A shipped contract. */
  public static String text(String name) {
    try (InputStream in =
        Objects.requireNonNull(
            SampleContracts.class.getResourceAsStream("/contracts/" + name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The governed contract of returns with texts replaced: old, new, old, new … */
  public static Path returns(Path folder, String... changes) {
    return write(folder, changed(text("returns.contract.yaml"), changes));
  }

  /** A text with places changed, each of which must be there. */
  public static String changed(String text, String... changes) {
    String changed = text;
    for (int i = 0; i < changes.length; i += 2) {
      int at = changed.indexOf(changes[i]);
      if (at < 0) {
        throw new IllegalArgumentException("not in the sample: " + changes[i]);
      }
      changed =
          changed.substring(0, at) + changes[i + 1] + changed.substring(at + changes[i].length());
    }
    return changed;
  }

  /** A file {@code c.yaml} in a folder. */
  public static Path write(Path folder, String text) {
    try {
      return Files.writeString(folder.resolve("c.yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
