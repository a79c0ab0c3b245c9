// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.ci;

import dev.demarc.evidence.Reader;
import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.yaml.YamlNode;
import dev.demarc.evidence.yaml.YamlNode.Entry;
import dev.demarc.evidence.yaml.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads workflows of GitHub Actions, and composite actions. */
public final class GithubReader implements Reader {
  private static final List<String> DEFAULT_SHELL = List.of("defaults", "run", "shell");
  private static final String FOLDER = "working-directory";

  @Override
  public boolean takes(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    boolean yaml = name.endsWith(".yml") || name.endsWith(".yaml");
    return yaml
        && (path.startsWith(".github/workflows/")
            || path.contains("/.github/workflows/")
            || name.startsWith("action.y"));
  }

  @Override
  public Read read(SourceText text) {
    return Found.in(text, (root, found) -> file(text.file(), root, found));
  }

  private static void file(String path, YamlNode root, Found found) {
    List<CiJob> jobs = new ArrayList<>();
    found.settings(root.get("env"), CiFile.ALL_JOBS);
    for (Entry entry : root.entries("jobs")) {
      jobs.add(job(entry, root, found));
    }
    if (!root.items("runs", "steps").isEmpty()) {
      List<CiStep> steps = new ArrayList<>();
      for (YamlNode step : root.items("runs", "steps")) {
        steps.add(step(step, CiFile.ALL_JOBS, new Shell("bash", true), "", found));
      }
      jobs.add(new CiJob(CiFile.ALL_JOBS, List.of(), List.of(), List.of(), steps, root.place()));
    }
    if (!jobs.isEmpty()) {
      found.add(new CiFile(path, CiFile.Kind.GITHUB, jobs));
    }
  }

  private static CiJob job(Entry entry, YamlNode root, Found found) {
    String id = entry.key().text();
    YamlNode job = entry.value();
    found.settings(job.get("env"), id);
    List<String> runners = runners(job);
    Shell shell =
        written(job)
            .or(() -> written(root))
            .orElse(
                !runners.isEmpty() && runners.stream().allMatch(GithubReader::isWindows)
                    ? new Shell("pwsh", true)
                    : new Shell("bash", true));
    String folder = job.text("defaults", "run", FOLDER);
    String above = folder.isEmpty() ? root.text("defaults", "run", FOLDER) : folder;
    List<CiStep> steps = new ArrayList<>();
    for (YamlNode step : job.items("steps")) {
      steps.add(step(step, id, shell, above, found));
    }
    String image = job.scalar("container").map(Scalar::text).orElse(job.text("container", "image"));
    return new CiJob(
        id,
        runners,
        image.isEmpty() ? List.of() : List.of(image),
        List.of(),
        steps,
        entry.key().place());
  }

  private static Optional<Shell> written(YamlNode above) {
    return above
        .scalar(DEFAULT_SHELL.toArray(String[]::new))
        .filter(one -> Found.isConstant(one.text()) && !one.text().isBlank())
        .map(one -> Shell.github(one.text()));
  }

  private static CiStep step(YamlNode step, String job, Shell shell, String folder, Found found) {
    found.settings(step.get("env"), job);
    Shell own =
        step.scalar("shell")
            .filter(one -> Found.isConstant(one.text()) && !one.text().isBlank())
            .map(one -> Shell.github(one.text()))
            .orElse(shell);
    String below = step.text(FOLDER);
    return new CiStep(
        step.text("name"),
        step.text("uses"),
        step.entries("with"),
        step.entries("env"),
        found.script(step.scalar("run"), job, own),
        List.of(),
        below.isEmpty() ? folder : below,
        step.place());
  }

  /** The machines of {@code runs-on}, a matrix value looked up. */
  private static List<String> runners(YamlNode job) {
    List<String> all = new ArrayList<>();
    for (Scalar one : job.scalars("runs-on")) {
      String text = one.text();
      int at = text.indexOf("matrix.");
      if (at < 0) {
        all.add(text);
        continue;
      }
      int end = at + "matrix.".length();
      int begin = end;
      while (end < text.length()
          && (Character.isLetterOrDigit(text.charAt(end)) || "_-".indexOf(text.charAt(end)) >= 0)) {
        end++;
      }
      String key = text.substring(begin, end);
      job.scalars("strategy", "matrix", key).forEach(value -> all.add(value.text()));
      for (YamlNode more : job.items("strategy", "matrix", "include")) {
        more.scalar(key).ifPresent(value -> all.add(value.text()));
      }
    }
    return all.stream().distinct().toList();
  }

  private static boolean isWindows(String runner) {
    return runner.startsWith("windows");
  }
}
