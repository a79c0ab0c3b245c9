// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.verify;

import dev.demarc.pipeline.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The blobs of a layout. Every byte of every blob is hashed before any of it is believed. */
final class Store {
  private static final long MOST_OF_A_DOCUMENT = 64L << 20;
  private static final JsonMapper STRICT =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Path folder;
  private final Map<Digest, Long> whole = new LinkedHashMap<>();
  private final List<Digest> damaged = new ArrayList<>();

  Store(Path layout) {
    this.folder = layout.resolve("blobs").resolve("sha256");
  }

  /** Hashes every file; one that is not what its name says is broken. */
  void examine(Ledger ledger) throws IOException {
    for (Path file : files()) {
      String name = file.getFileName().toString();
      if (!Digest.isDigest("sha256:" + name)
          || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        ledger.broken("blob", "blobs/sha256/" + name + " is no blob: its name is no digest");
        continue;
      }
      Digest named = new Digest(name);
      Digest real = Digest.of(file);
      if (real.equals(named)) {
        whole.put(named, Files.size(file));
      } else {
        damaged.add(named);
        ledger.broken("blob", "blob " + named + " is damaged: its bytes have the digest " + real);
      }
    }
    if (damaged.isEmpty() && !whole.isEmpty()) {
      ledger.kept("blob", "all " + whole.size() + " blobs hold the bytes that their names say");
    }
  }

  /** The digests of blobs that are whole, in order. */
  List<Digest> digests() {
    return List.copyOf(whole.keySet());
  }

  /** Whether what a descriptor refers to is there, whole and of the right size; if not, says so. */
  boolean holds(JsonNode descriptor, String what, Ledger ledger) {
    String text = descriptor.path("digest").asString("");
    if (!Digest.isDigest(text)) {
      ledger.broken("reference", what + " names no SHA-256 digest: '" + clip(text) + "'");
      return false;
    }
    Digest digest = Digest.parse(text);
    Long size = whole.get(digest);
    if (size == null) {
      if (!damaged.contains(digest)) {
        ledger.missing("blob", "blob " + digest + " is missing (" + what + ")");
      }
      return false;
    }
    if (descriptor.path("size").asLong(-1) != size) {
      ledger.broken(
          "reference",
          what
              + " says that "
              + digest
              + " has "
              + descriptor.path("size")
              + " bytes, not "
              + size);
      return false;
    }
    return true;
  }

  /** The bytes of a blob that is whole and of a size that a document may have. */
  Optional<byte[]> bytes(Digest digest) throws IOException {
    Long size = whole.get(digest);
    return size == null || size > MOST_OF_A_DOCUMENT
        ? Optional.empty()
        : Optional.of(Files.readAllBytes(folder.resolve(digest.hex())));
  }

  /** A blob as JSON; empty when it is none. */
  Optional<JsonNode> json(Digest digest) throws IOException {
    return bytes(digest).flatMap(Store::parse);
  }

  /** Bytes as a JSON object; empty when they are none, or when a name stands twice. */
  static Optional<JsonNode> parse(byte[] bytes) {
    try {
      JsonNode node = STRICT.readTree(bytes);
      return node.isObject() ? Optional.of(node) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** A text of the layout as it may be printed. */
  static String clip(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", "?");
    return plain.length() > 120 ? plain.substring(0, 120) + "..." : plain;
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(folder)) {
      return list.sorted().toList();
    }
  }
}
