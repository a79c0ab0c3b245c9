// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.sbom;

import dev.demarc.pipeline.digest.Digest;
import java.util.Optional;

/**
 * One part of a component.
 *
 * @param kind what it is to the component
 * @param ref unique name: purl, or kind and name
 * @param name of the file or package
 * @param version of the package; empty text when unknown
 * @param purl package URL; empty text when unknown
 * @param digest of the file
 * @param location path on the machine; empty text for a packaged file
 */
public record Part(
    Kind kind,
    String ref,
    String name,
    String version,
    String purl,
    Optional<Digest> digest,
    String location) {
  /** What a part is to the component. */
  public enum Kind {
    /** A packaged file. */
    FILE("file"),
    /** A program that interprets or is called by the component. */
    PLATFORM("platform"),
    /** A library that such a program loads. */
    LIBRARY("library");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The word of CycloneDX. */
    public String word() {
      return word;
    }
  }
}
