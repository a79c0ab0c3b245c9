// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.CaptureReader;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.evidence.manifest.Manifest;
import dev.demarc.evidence.yaml.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** One input of an examination. */
public sealed interface Exhibit {
  /** How the report calls it. */
  String name();

  /**
   * A file that someone recorded.
   *
   * @param readers those that know it by how it begins; none when it is no capture of a known kind
   */
  record Recorded(CaptureFile file, List<CaptureReader> readers) implements Exhibit {
    /** Reads the beginning of a file, once for all that ask what it is. */
    public static Recorded of(CaptureFile file) throws IOException {
      return new Recorded(file, CaptureReaders.of(file.head()));
    }

    /** Whether it is a capture of a known kind. */
    public boolean isKnown() {
      return !readers.isEmpty();
    }

    @Override
    public String name() {
      return file.name();
    }
  }

  /**
   * A manifest that is compared with what runs.
   *
   * @param isCounted whether another part of the report has it among its inputs, as a Dockerfile
   *     that is judged as a source file
   */
  record Declared(CaptureFile file, Manifest manifest, boolean isCounted) implements Exhibit {
    /** Reads a file; empty when it is no manifest. */
    public static Optional<Declared> of(CaptureFile file, boolean isCounted) throws IOException {
      if (file.size() > Yaml.MAX_BYTES) {
        return Optional.empty();
      }
      SourceText text = new SourceText(file.name(), Files.readAllBytes(file.path()));
      return Manifest.read(text).map(manifest -> new Declared(file, manifest, isCounted));
    }

    @Override
    public String name() {
      return file.name();
    }
  }

  /**
   * A file that lies beside what was seen of a host: a capture, or a manifest of what runs there.
   */
  static Exhibit beside(CaptureFile file) throws IOException {
    Recorded capture = Recorded.of(file);
    Optional<Declared> manifest = capture.isKnown() ? Optional.empty() : Declared.of(file, false);
    return manifest.isPresent() ? manifest.get() : capture;
  }

  /**
   * What goes on where it lies, such as a journal: this run looked at it.
   *
   * @param kind of it, as a report has it
   * @param looks in order of time, at least one
   */
  record Looked(String name, String kind, List<Look> looks) implements Exhibit {
    /** Copies the list. */
    public Looked {
      looks = List.copyOf(looks);
    }
  }

  /**
   * What one look gave.
   *
   * @param files how many were read
   * @param bytes how many they hold, or as many as were read
   */
  record Look(Read read, int files, long bytes) {}

  /**
   * A host that was looked at, now or when a bundle was made.
   *
   * @param live whether it was looked at by this run: the report is then about a moment
   */
  record Seen(Watch watch, boolean live) implements Exhibit {
    @Override
    public String name() {
      return watch.name();
    }
  }
}
