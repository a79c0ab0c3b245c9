// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.ci;

import dev.demarc.evidence.Reader;
import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.yaml.YamlNode;
import dev.demarc.evidence.yaml.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads goreleaser: its builds, their variables, and its hooks as scripts. */
public final class GoReleaserReader implements Reader {
  private static final Shell WORDS = new Shell("sh", true);

  @Override
  public boolean takes(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    boolean yaml = name.endsWith(".yml") || name.endsWith(".yaml");
    return yaml && (name.startsWith(".goreleaser") || name.startsWith("goreleaser"));
  }

  @Override
  public Read read(SourceText text) {
    return Found.in(text, (root, found) -> file(text.file(), root, found));
  }

  private static void file(String path, YamlNode root, Found found) {
    found.settings(root.get("env"), CiFile.ALL_JOBS);
    hooks(root.at("before", "hooks"), CiFile.ALL_JOBS, found);
    List<GoReleaser.Build> builds = new ArrayList<>();
    for (YamlNode build : root.items("builds")) {
      String builder = build.text("builder");
      if (builder.isEmpty() || builder.equals("go")) {
        add(build, found, builds);
      }
    }
    if (!builds.isEmpty()) {
      found.add(new GoReleaser(path, builds));
    }
  }

  private static void add(YamlNode build, Found found, List<GoReleaser.Build> builds) {
    String id = build.text("id").isEmpty() ? "build-" + (builds.size() + 1) : build.text("id");
    found.settings(build.get("env"), id);
    hooks(build.at("hooks", "pre"), id, found);
    hooks(build.at("hooks", "post"), id, found);
    builds.add(build(build, id));
    for (YamlNode other : build.items("overrides")) {
      if (!other.scalars("ldflags").isEmpty()) {
        builds.add(
            new GoReleaser.Build(
                id,
                build.text("dir"),
                mains(build),
                other.scalars("ldflags"),
                other.scalars("flags")));
      }
    }
  }

  private static GoReleaser.Build build(YamlNode build, String id) {
    return new GoReleaser.Build(
        id, build.text("dir"), mains(build), build.scalars("ldflags"), build.scalars("flags"));
  }

  private static List<String> mains(YamlNode build) {
    String main = build.text("main");
    return main.isEmpty() ? List.of() : List.of(main);
  }

  /** Hooks are words without a shell; each is a command of its own. */
  private static void hooks(Optional<YamlNode> hooks, String scope, Found found) {
    hooks.ifPresent(some -> {
      some.asScalar().ifPresent(one -> script(one, scope, found));
      some.scalar("cmd").ifPresent(one -> script(one, scope, found));
      for (YamlNode item : some.items()) {
        item.asScalar().or(() -> item.scalar("cmd")).ifPresent(one -> script(one, scope, found));
      }
    });
  }

  private static void script(Scalar text, String scope, Found found) {
    found.script(Optional.of(text), scope, WORDS);
  }
}
