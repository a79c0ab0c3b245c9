// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import dev.demarc.evidence.process.LiveProcess;
import java.util.regex.Pattern;

/**
 * Programs written in Go whose purpose is to start other programs: a child says nothing of them.
 */
final class Supervisors {
  private static final Pattern NAMES =
      Pattern.compile(
          "containerd(?:-shim[\\w.-]*)?|dockerd|docker|docker-[\\w-]+|kubelet|k3s[\\w-]*|rke2|k0s|podman|crio"
              + "|conmon[\\w-]*|runc|buildkitd|buildkit-runc|buildx|nomad|consul|supervisord|process-compose"
              + "|overmind|hivemind|goreman|forego|air|teleport|tailscaled|gotty|ttyd|ssm-[\\w-]+|vault"
              + "|gitlab-runner[\\w-]*|act|act_runner|drone-runner-[\\w-]+|buildkite-agent|woodpecker-agent"
              + "|go|gopls|dlv|task|mage|ginkgo|gotestsum|bazel(?:isk)?|terraform|pulumi|systemd|init|s6-[\\w-]+"
              + "|snapd|lxd|incusd?|[\\w.-]+\\.test");

  private Supervisors() {}

  static boolean has(LiveProcess process) {
    return NAMES.matcher(process.name()).matches();
  }
}
