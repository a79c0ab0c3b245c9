// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.attest;

import dev.demarc.pipeline.digest.Digest;
import dev.demarc.pipeline.git.Commit;
import dev.demarc.pipeline.sign.SigningKey;
import dev.demarc.pipeline.sign.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How an artifact was built, as SLSA provenance v1. Times are those of the commit: a clock would
 * make two runs differ.
 *
 * @param commit it was built from
 * @param componentPath folder of the component in the repository
 * @param contractFile contract that was chosen, relative to that folder
 * @param dirty the working copy differed from the commit
 * @param keyKind whose key signs
 * @param toolVersion of Demarc
 * @param interpreters digest of each program that interprets the component, by name
 */
public record Provenance(
    Commit commit,
    String componentPath,
    String contractFile,
    boolean dirty,
    SigningKey.Kind keyKind,
    String toolVersion,
    Map<String, Digest> interpreters) {
  /** Copies the map. */
  public Provenance {
    interpreters = Map.copyOf(interpreters);
  }

  /** The statement about an artifact. */
  public Statement about(Digest artifact) {
    ObjectNode predicate = JsonMapper.shared().createObjectNode();
    ObjectNode build = predicate.putObject("buildDefinition");
    build.put("buildType", "https://demarc.dev/pipeline/v1");
    ObjectNode external = build.putObject("externalParameters");
    external.put("componentPath", componentPath.isEmpty() ? "." : componentPath);
    external.put("contract", contractFile);
    commit.origin().ifPresent(url -> external.put("repository", url));
    ObjectNode internal = build.putObject("internalParameters");
    internal.put("dirty", dirty);
    internal.put("keyKind", keyKind.name().toLowerCase(Locale.ROOT));
    internal.put("toolVersion", toolVersion);
    ArrayNode dependencies = build.putArray("resolvedDependencies");
    ObjectNode source = dependencies.addObject();
    source.put("name", "source");
    commit.origin().ifPresent(url -> source.put("uri", "git+" + url));
    ObjectNode digests = source.putObject("digest");
    digests.put("gitCommit", commit.id());
    digests.put("gitTree", commit.folderTree());
    SortedMap<String, Digest> sorted = new TreeMap<>(interpreters);
    sorted.forEach((name, digest) ->
        dependencies.addObject().put("name", name).putObject("digest").put("sha256", digest.hex()));
    ObjectNode run = predicate.putObject("runDetails");
    ObjectNode builder = run.putObject("builder");
    builder.put("id", "https://demarc.dev/builder/local");
    builder.putObject("version").put("demarc", toolVersion);
    ObjectNode metadata = run.putObject("metadata");
    metadata.put("startedOn", commit.time().toString());
    metadata.put("finishedOn", commit.time().toString());
    return Statement.about(artifact, Statement.PROVENANCE, dirty ? "dirty" : "", predicate);
  }
}
