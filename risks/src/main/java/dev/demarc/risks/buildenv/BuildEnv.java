// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.buildenv;

import dev.demarc.identify.Risk;
import dev.demarc.identify.Rule;
import java.util.List;

/** A build value that reaches a binary or a container by an image, a file or a mount. */
public final class BuildEnv implements Risk {
  @Override
  public String id() {
    return "build-env";
  }

  @Override
  public String title() {
    return "The layer cache carries no variable; images, files and mounts do";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        new TargetArgUndeclared(),
        new ArchConstantMultiplatform(),
        new RuntimeEnvInherited(),
        new DeadExport(),
        new GoenvWritePersists(),
        new CacheMountUnkeyed(),
        new PlatformStageMismatch(),
        new ArgEnvShadow(),
        new SecretInEnv(),
        new EnvironDiffers());
  }
}
