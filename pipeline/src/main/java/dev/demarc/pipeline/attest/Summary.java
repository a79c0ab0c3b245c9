// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.attest;

import dev.demarc.contract.Dimension;
import dev.demarc.contract.Verdict;
import dev.demarc.pipeline.digest.Digest;
import dev.demarc.pipeline.sign.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which properties Demarc vouches for, as in-toto SVR v0.2: a property is named when its dimension
 * is kept, and absent otherwise, so that whoever demands one fails safe.
 *
 * @param properties names, in the order of dimensions
 */
public record Summary(List<String> properties) {
  /** Copies the list. */
  public Summary {
    properties = List.copyOf(properties);
  }

  /** The properties that these verdicts give. */
  public static Summary of(Map<Dimension, Verdict> dimensions) {
    List<String> properties = new ArrayList<>();
    for (Dimension dimension : Dimension.values()) {
      if (dimensions.get(dimension) instanceof Verdict.Kept) {
        properties.add("DEMARC_CONTRACT_" + dimension.word().toUpperCase(Locale.ROOT));
      }
    }
    return new Summary(properties);
  }

  /** The statement about an artifact. */
  public Statement about(Digest artifact, Digest contract, Instant time) {
    ObjectNode predicate = JsonMapper.shared().createObjectNode();
    ObjectNode verifier = predicate.putObject("verifier");
    verifier.put("id", "https://demarc.dev/verifier/pipeline/v1");
    verifier
        .putArray("policies")
        .addObject()
        .put("name", "contract.yaml")
        .putObject("digest")
        .put("sha256", contract.hex());
    predicate.put("timeCreated", time.toString());
    ArrayNode names = predicate.putArray("properties");
    properties.forEach(names::add);
    return Statement.about(artifact, Statement.SUMMARY, "", predicate);
  }
}
