// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.verify;

import dev.demarc.pipeline.digest.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Whether the statements speak of what is really in the package. */
final class Content {
  private static final int BLOCK = 512;

  private final Store store;
  private final Ledger ledger;

  Content(Store store, Ledger ledger) {
    this.store = store;
    this.ledger = ledger;
  }

  void check(JsonNode manifest, List<Claim> claims) throws IOException {
    String contract = "";
    Map<String, String> files = new TreeMap<>();
    for (JsonNode layer : manifest.path("layers")) {
      String type = layer.path("mediaType").asString("");
      String digest = layer.path("digest").asString("");
      if (type.equals("application/vnd.demarc.contract.v1+yaml")) {
        contract = digest;
      } else if (Digest.isDigest(digest)) {
        Optional<byte[]> tar = store.bytes(Digest.parse(digest));
        if (tar.isEmpty() || !readTar(tar.get(), files)) {
          ledger.broken("content", "layer " + Store.clip(digest) + " is no archive");
          return;
        }
      }
    }
    for (Claim claim : claims) {
      JsonNode predicate = claim.statement().path("predicate");
      if (claim.predicateType().equals("https://in-toto.io/attestation/test-result/v0.1")) {
        tested(predicate, contract);
      } else if (claim.predicateType().equals("https://cyclonedx.org/bom")) {
        listed(predicate, files);
      }
    }
  }

  private void tested(JsonNode predicate, String contract) {
    for (JsonNode one : predicate.path("configuration")) {
      if (contract.equals("sha256:" + one.path("digest").path("sha256").asString(""))) {
        ledger.kept("content", "the test result is about the packaged contract");
        return;
      }
    }
    ledger.broken("content", "the test result is not about the packaged contract");
  }

  private void listed(JsonNode bom, Map<String, String> files) {
    Map<String, String> listed = new TreeMap<>();
    for (JsonNode component : bom.path("components")) {
      if (component.path("type").asString("").equals("file")) {
        listed.put(
            component.path("name").asString(""),
            component.path("hashes").path(0).path("content").asString(""));
      }
    }
    if (listed.equals(files)) {
      ledger.kept("content", "the bill of materials lists the " + files.size() + " packaged files");
    } else {
      ledger.broken("content", "the bill of materials does not list the packaged files");
    }
  }

  /** Reads names and digests of a ustar archive; false when it is none. */
  private static boolean readTar(byte[] tar, Map<String, String> files) {
    int at = 0;
    while (at + BLOCK <= tar.length && tar[at] != 0) {
      long size = octal(tar, at + 124, 11);
      if (size < 0 || size > tar.length - at - BLOCK) {
        return false;
      }
      String prefix = text(tar, at + 345, 155);
      String name = (prefix.isEmpty() ? "" : prefix + "/") + text(tar, at, 100);
      int from = at + BLOCK;
      byte[] content = Arrays.copyOfRange(tar, from, from + (int) size);
      if (files.put(name, Digest.of(content).hex()) != null) {
        return false;
      }
      at = from + (int) ((size + BLOCK - 1) / BLOCK * BLOCK);
    }
    return at + BLOCK <= tar.length;
  }

  private static long octal(byte[] tar, int from, int length) {
    long number = 0;
    for (int at = from; at < from + length; at++) {
      if (tar[at] < '0' || tar[at] > '7') {
        return -1;
      }
      number = number * 8 + tar[at] - '0';
    }
    return number;
  }

  private static String text(byte[] tar, int from, int most) {
    int to = from;
    while (to < from + most && tar[to] != 0) {
      to++;
    }
    return new String(tar, from, to - from, StandardCharsets.UTF_8);
  }
}
