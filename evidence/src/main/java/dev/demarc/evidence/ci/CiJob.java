// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.ci;

import dev.demarc.evidence.Place;
import java.util.List;

/**
 * One job: its steps run one after the other on one machine.
 *
 * @param id its key in the file; the scope of its settings and scripts
 * @param runners the machines that it runs on, those of a matrix one by one
 * @param images the container images that it runs in
 * @param parents templates that it extends
 */
public record CiJob(
    String id,
    List<String> runners,
    List<String> images,
    List<String> parents,
    List<CiStep> steps,
    Place place) {
  /** Copies the lists. */
  public CiJob {
    runners = List.copyOf(runners);
    images = List.copyOf(images);
    parents = List.copyOf(parents);
    steps = List.copyOf(steps);
  }
}
