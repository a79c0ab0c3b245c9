// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.buildenv;

import dev.demarc.evidence.dockerfile.Dockerfile;
import dev.demarc.evidence.dockerfile.Flag;
import dev.demarc.evidence.dockerfile.Stage;
import dev.demarc.evidence.dockerfile.Variable;
import java.util.List;

/** For which platforms a Dockerfile is meant, and on which its stages run. */
final class Platforms {
  private Platforms() {}

  /** True when the file itself asks which platform it is built for or on. */
  static boolean areSeveral(Dockerfile file) {
    return file.stages().stream()
        .anyMatch(stage ->
            stage.platform().map(Flag::value).filter(Platforms::isAsked).isPresent()
                || stage.written().stream()
                    .anyMatch(one -> one.origin() == Variable.Origin.PLATFORM)
                || stage.instructions().stream()
                    .flatMap(one -> one.references().stream())
                    .anyMatch(one -> Variable.isPlatform(one.name())));
  }

  private static boolean isAsked(String platform) {
    return platform.contains("BUILDPLATFORM") || platform.contains("TARGET");
  }

  /** True when the first stage of its chain runs on the machine that builds. */
  static boolean isOnBuilder(Stage stage) {
    return first(stage).platform().filter(flag -> flag.value().contains("BUILD")).isPresent();
  }

  /** True when nothing says on which platform it runs: on the one that is built for. */
  static boolean isOnTarget(Stage stage) {
    return first(stage).platform().isEmpty()
        || first(stage).platform().filter(flag -> flag.value().contains("TARGET")).isPresent();
  }

  /** The stage of its chain that starts from an image. */
  static Stage first(Stage stage) {
    List<Stage> chain = stage.ancestors();
    return chain.isEmpty() ? stage : chain.getLast();
  }
}
