// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.manifest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;

/**
 * A container that a manifest declares, or the image that a Dockerfile makes.
 *
 * @param file the manifest, as a report calls it
 * @param line where the container begins, from 1
 * @param name of the container, the service or the stage
 * @param owner what it is part of, in words: {@code Deployment web}; empty when that has no name
 * @param image the last part of the image's name, without tag and digest; empty when it is not said
 * @param entry what it starts; empty when the image decides that
 * @param variables the watched ones, by name; a later setting has replaced an earlier one
 * @param names all names of variables that it sets itself
 * @param elsewhere from where more variables come that the manifest does not list, in words: {@code
 *     envFrom}; a variable of its own wins over those
 */
public record DeclaredContainer(
    Kind kind,
    String file,
    int line,
    String name,
    String owner,
    String image,
    Optional<Entry> entry,
    SequencedMap<String, DeclaredVariable> variables,
    NavigableSet<String> names,
    List<String> elsewhere) {
  /** The kinds of manifests. */
  public enum Kind {
    /** A pod, or what makes pods. */
    KUBERNETES,
    /** A service of a Compose file. */
    COMPOSE,
    /** The last stage of a Dockerfile. */
    IMAGE
  }

  /** Copies the collections. */
  public DeclaredContainer {
    variables = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(variables));
    names = Collections.unmodifiableNavigableSet(new TreeSet<>(names));
    elsewhere = List.copyOf(elsewhere);
  }

  /** What it says of a variable, its command included; empty when it says nothing. */
  public Optional<DeclaredVariable> variable(String variable) {
    Optional<DeclaredVariable> byCommand = entry.flatMap(one -> one.variable(variable));
    return byCommand.isPresent() ? byCommand : Optional.ofNullable(variables.get(variable));
  }

  /** In words: {@code container app of Deployment web}. */
  public String words() {
    String own =
        switch (kind) {
          case KUBERNETES -> "container " + name;
          case COMPOSE -> "service " + name;
          case IMAGE -> "stage " + name;
        };
    return owner.isEmpty() ? own : own + " of " + owner;
  }

  /**
   * The last part of an image's name: {@code app} of {@code example.org:5000/shop/app:1.2@sha…}.
   */
  static String imageName(String image) {
    String path = image.substring(image.lastIndexOf('/') + 1);
    int end = path.length();
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) == ':' || path.charAt(i) == '@') {
        end = i;
        break;
      }
    }
    return path.substring(0, end);
  }
}
