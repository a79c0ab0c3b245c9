// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.work;

import dev.demarc.contract.Verdict;
import dev.demarc.pipeline.digest.Digest;
import dev.demarc.pipeline.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Results of stages by the digest of everything that they depend on. Only good results are kept: a
 * machine that was busy for a moment must not break a component for ever.
 */
final class Cache {
  private static final int MOST = 64;

  private final Path folder;

  Cache(Path folder) {
    this.folder = folder;
  }

  <O> Optional<Outcome<O>> find(String stage, Digest key, Class<O> type) throws IOException {
    Path file = file(stage, key);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode kept = Json.MAPPER.readTree(Files.readAllBytes(file));
      Verdict verdict = Json.MAPPER.treeToValue(kept.path("verdict"), Verdict.class);
      O value = Json.MAPPER.treeToValue(kept.path("value"), type);
      List<String> made = kept.path("out").valueStream().map(JsonNode::asString).toList();
      return Optional.of(
          new Outcome<>(verdict, kept.path("detail").asString(), made, value, Optional.empty()));
    } catch (JacksonException | IllegalArgumentException e) {
      Files.deleteIfExists(file); // written by another version, or damaged: as if it were not there
      return Optional.empty();
    }
  }

  void keep(String stage, Digest key, Outcome<?> outcome) throws IOException {
    boolean good =
        switch (outcome.verdict()) {
          case Verdict.Kept _ -> true;
          case Verdict.Broken _ -> false;
          case Verdict.Undecided(var reason) -> reason.benign();
        };
    if (!good || outcome.stop().isPresent()) {
      return;
    }
    ObjectNode kept = Json.MAPPER.createObjectNode();
    kept.set("verdict", Json.MAPPER.valueToTree(outcome.verdict()));
    kept.put("detail", outcome.detail());
    kept.set("out", Json.MAPPER.valueToTree(outcome.made()));
    kept.set("value", Json.MAPPER.valueToTree(outcome.value()));
    WholeFile.write(file(stage, key), Json.MAPPER.writeValueAsBytes(kept));
    dropOldest(folder.resolve(stage));
  }

  private static void dropOldest(Path stage) throws IOException {
    List<Path> files;
    try (Stream<Path> list = Files.list(stage)) {
      files =
          list.sorted(Comparator.comparingLong((Path file) -> file.toFile().lastModified()))
              .toList();
    }
    for (Path file : files.subList(0, Math.max(0, files.size() - MOST))) {
      Files.deleteIfExists(file);
    }
  }

  private Path file(String stage, Digest key) {
    return folder.resolve(stage).resolve(key.hex() + ".json");
  }
}
