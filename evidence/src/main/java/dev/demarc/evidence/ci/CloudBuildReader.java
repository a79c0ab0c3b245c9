// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.ci;

import dev.demarc.evidence.Reader;
import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.shell.ShellScript;
import dev.demarc.evidence.yaml.YamlNode;
import dev.demarc.evidence.yaml.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads Cloud Build. Each step is a job here: it has a container and an environment of its own. */
public final class CloudBuildReader implements Reader {
  @Override
  public boolean takes(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.startsWith("cloudbuild") && (name.endsWith(".yml") || name.endsWith(".yaml"));
  }

  @Override
  public Read read(SourceText text) {
    return Found.in(text, (root, found) -> file(text.file(), root, found));
  }

  private static void file(String path, YamlNode root, Found found) {
    found.settings(root.at("options", "env"), CiFile.ALL_JOBS);
    List<CiJob> jobs = new ArrayList<>();
    for (YamlNode step : root.items("steps")) {
      String id = step.text("id").isEmpty() ? "step-" + (jobs.size() + 1) : step.text("id");
      jobs.add(job(step, id, found));
    }
    if (!jobs.isEmpty()) {
      found.add(new CiFile(path, CiFile.Kind.CLOUD_BUILD, jobs));
    }
  }

  private static CiJob job(YamlNode step, String id, Found found) {
    found.settings(step.get("env"), id);
    List<Scalar> command = new ArrayList<>(step.scalars("entrypoint"));
    command.addAll(step.scalars("args"));
    Optional<ShellScript> script = found.script(step.scalar("script"), id, new Shell("bash", true));
    if (script.isEmpty() && isShell(step.text("entrypoint"))) {
      script = behindC(command, id, found);
    }
    CiStep one =
        new CiStep(
            id,
            step.text("name"),
            List.of(),
            List.of(),
            script,
            command,
            step.text("dir"),
            step.place());
    return new CiJob(
        id, List.of(), List.of(step.text("name")), List.of(), List.of(one), step.place());
  }

  private static boolean isShell(String entrypoint) {
    return entrypoint.equals("bash") || entrypoint.endsWith("sh");
  }

  private static Optional<ShellScript> behindC(List<Scalar> command, String id, Found found) {
    for (int i = 1; i + 1 < command.size(); i++) {
      String flag = command.get(i).text();
      if (flag.startsWith("-") && !flag.startsWith("--") && flag.endsWith("c")) {
        String shell = command.getFirst().text();
        String dialect = shell.substring(shell.lastIndexOf('/') + 1);
        return found.script(
            Optional.of(command.get(i + 1)), id, new Shell(dialect, flag.contains("e")));
      }
    }
    return Optional.empty();
  }
}
