// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.ci;

import dev.demarc.evidence.Reader;
import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.shell.ShellScript;
import dev.demarc.evidence.yaml.YamlNode;
import dev.demarc.evidence.yaml.YamlNode.Entry;
import dev.demarc.evidence.yaml.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the jobs and commands of CircleCI. */
public final class CircleReader implements Reader {
  private static final String FOLDER = "working_directory";

  @Override
  public boolean takes(String path) {
    boolean yaml = path.endsWith(".yml") || path.endsWith(".yaml");
    return yaml && (path.startsWith(".circleci/") || path.contains("/.circleci/"));
  }

  @Override
  public Read read(SourceText text) {
    return Found.in(text, (root, found) -> file(text.file(), root, found));
  }

  private static void file(String path, YamlNode root, Found found) {
    root.entries("executors")
        .forEach(one -> found.settings(one.value().get("environment"), one.key().text()));
    List<CiJob> jobs =
        Stream.of("jobs", "commands")
            .flatMap(kind -> root.entries(kind).stream())
            .map(entry -> job(entry, found))
            .toList();
    if (!jobs.isEmpty()) {
      found.add(new CiFile(path, CiFile.Kind.CIRCLECI, jobs));
    }
  }

  private static CiJob job(Entry entry, Found found) {
    String id = entry.key().text();
    YamlNode job = entry.value();
    found.settings(job.get("environment"), id);
    for (YamlNode container : job.items("docker")) {
      found.settings(container.get("environment"), id);
    }
    String shell = job.text("shell");
    List<CiStep> steps = new ArrayList<>();
    steps(
        job.items("steps"),
        id,
        shell.isBlank() ? new Shell("bash", true) : Shell.of(shell),
        job.text(FOLDER),
        found,
        steps);
    return new CiJob(
        id,
        Stream.of(job.text("resource_class"), job.text("executor"), job.text("executor", "name"))
            .filter(text -> !text.isEmpty())
            .toList(),
        job.items("docker").stream().map(one -> one.text("image")).toList(),
        List.of(),
        steps,
        entry.key().place());
  }

  private static void steps(
      List<YamlNode> items,
      String job,
      Shell shell,
      String folder,
      Found found,
      List<CiStep> into) {
    for (YamlNode item : items) {
      item.asScalar().ifPresent(name -> into.add(use(name.text(), List.of(), item)));
      for (Entry entry : item.entries()) {
        YamlNode value = entry.value();
        switch (entry.key().text()) {
          case "run" -> into.add(run(value, job, shell, folder, found));
          case "when", "unless" -> steps(value.items("steps"), job, shell, folder, found, into);
          default -> into.add(use(entry.key().text(), value.entries(), item));
        }
      }
    }
  }

  private static CiStep use(String name, List<Entry> with, YamlNode item) {
    return new CiStep(name, name, with, List.of(), Optional.empty(), List.of(), "", item.place());
  }

  private static CiStep run(YamlNode run, String job, Shell shell, String folder, Found found) {
    found.settings(run.get("environment"), job);
    Optional<Scalar> command = run.asScalar().or(() -> run.scalar("command"));
    String own = run.text("shell");
    Optional<ShellScript> script =
        found.script(command, job, own.isBlank() ? shell : Shell.of(own));
    String below = run.text(FOLDER);
    return new CiStep(
        run.text("name"),
        "",
        List.of(),
        run.entries("environment"),
        script,
        List.of(),
        below.isEmpty() ? folder : below,
        run.place());
  }
}
