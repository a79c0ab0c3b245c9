// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.buildenv;

import dev.demarc.evidence.dockerfile.Mount;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A cache mount whose content belongs to one architecture, shared by the builds for all. */
final class CacheMountUnkeyed implements Rule {
  /** The ends of paths that hold programs and objects of one architecture. */
  private static final List<String> OF_ONE_ARCHITECTURE =
      List.of(
          "/go/bin",
          "/node_modules",
          "/ccache",
          "/.ccache",
          "/sccache",
          "/.cargo/bin",
          "/cargo/bin",
          "/.venv",
          "/venv",
          "/site-packages");

  @Override
  public RuleId id() {
    return RuleId.of("build-env/cache-mount-unkeyed");
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public String why() {
    return "The id of a cache mount is its target path; the platform is no part of it, and what is inside is no part of the"
        + " key of the layer. A build for arm64 finds the programs that the build for amd64 left there.";
  }

  @Override
  public String fix() {
    return "Say ARG TARGETPLATFORM in the stage and give the mount id=NAME-$TARGETPLATFORM.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return Run.in(evidence)
        .filter(run -> Platforms.areSeveral(run.file()) && !Platforms.isOnBuilder(run.stage()))
        .flatMap(CacheMountUnkeyed::in);
  }

  private static Stream<Match> in(Run run) {
    return Mount.of(run.instruction()).stream()
        .filter(mount -> mount.type().equals("cache"))
        .filter(mount -> mount.value("id").filter(id -> id.indexOf('$') >= 0).isEmpty())
        .flatMap(mount -> target(run, mount).stream().map(target -> match(mount, target)));
  }

  private static Optional<String> target(Run run, Mount mount) {
    return mount
        .target()
        .map(path -> path.endsWith("/") ? path.substring(0, path.length() - 1) : path)
        .filter(path -> path.indexOf('$') < 0)
        .filter(path ->
            OF_ONE_ARCHITECTURE.stream().anyMatch(("/" + path)::endsWith)
                || (path.endsWith("/target") && buildsRust(run)));
  }

  private static boolean buildsRust(Run run) {
    return run.commands().stream()
        .anyMatch(command ->
            command.program().equals("cargo")
                && !command.has("--target")
                && command.arguments().stream()
                    .noneMatch(word -> word.text().startsWith("--target=")));
  }

  private static Match match(Mount mount, String target) {
    return Match.at(
        mount.flag().word().place(),
        "The cache mount "
            + target
            + " holds files of one architecture, and the builds for all platforms share it.");
  }
}
