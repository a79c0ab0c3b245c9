// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.ci;

import dev.demarc.evidence.Reader;
import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.yaml.YamlNode;
import dev.demarc.evidence.yaml.YamlNode.Entry;
import dev.demarc.evidence.yaml.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads GitLab CI. Templates (jobs whose name begins with a point) are jobs like others here. */
public final class GitlabReader implements Reader {
  private static final Shell SHELL = new Shell("sh", true);

  /** Keys of the file that are no jobs. */
  private static final Set<String> NO_JOBS =
      Set.of(
          "default",
          "include",
          "stages",
          "variables",
          "workflow",
          "image",
          "services",
          "cache",
          "before_script",
          "after_script",
          "spec",
          "types");

  @Override
  public boolean takes(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    boolean yaml = name.endsWith(".yml") || name.endsWith(".yaml");
    return yaml
        && (name.contains("gitlab-ci")
            || path.startsWith(".gitlab/ci/")
            || path.startsWith(".gitlab-ci/"));
  }

  @Override
  public Read read(SourceText text) {
    return Found.in(text, (root, found) -> file(text.file(), root, found));
  }

  private static void file(String path, YamlNode root, Found found) {
    List<CiJob> jobs = new ArrayList<>();
    found.settings(root.get("variables"), CiFile.ALL_JOBS);
    scripts(root, CiFile.ALL_JOBS, found);
    root.get("default").ifPresent(shared -> scripts(shared, CiFile.ALL_JOBS, found));
    for (Entry entry : root.entries()) {
      if (!NO_JOBS.contains(entry.key().text()) && !entry.value().entries().isEmpty()) {
        jobs.add(job(entry, found));
      }
    }
    if (!jobs.isEmpty()) {
      found.add(new CiFile(path, CiFile.Kind.GITLAB, jobs));
    }
  }

  private static CiJob job(Entry entry, Found found) {
    String id = entry.key().text();
    YamlNode job = entry.value();
    found.settings(job.get("variables"), id);
    String image = job.scalar("image").map(Scalar::text).orElse(job.text("image", "name"));
    return new CiJob(
        id,
        job.scalars("tags").stream().map(Scalar::text).toList(),
        image.isEmpty() ? List.of() : List.of(image),
        job.scalars("extends").stream().map(Scalar::text).toList(),
        scripts(job, id, found),
        entry.key().place());
  }

  /** {@code before_script} and {@code script} run in one shell, {@code after_script} in another. */
  private static List<CiStep> scripts(YamlNode job, String id, Found found) {
    List<Scalar> main = new ArrayList<>(Found.lines(job.get("before_script")));
    main.addAll(Found.lines(job.get("script")));
    List<CiStep> steps = new ArrayList<>();
    add(main, "script", id, found, steps);
    add(Found.lines(job.get("after_script")), "after_script", id, found, steps);
    return steps;
  }

  private static void add(
      List<Scalar> lines, String name, String id, Found found, List<CiStep> steps) {
    List<Scalar> real = lines.stream().filter(line -> !line.text().isBlank()).toList();
    if (!real.isEmpty()) {
      steps.add(
          new CiStep(
              name,
              "",
              List.of(),
              List.of(),
              found.script(real, id, SHELL),
              List.of(),
              "",
              real.getFirst().place()));
    }
  }
}
