// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.ci;

import dev.demarc.evidence.Reader;
import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.yaml.YamlNode;
import dev.demarc.evidence.yaml.YamlNode.Entry;
import java.util.Locale;

/** Reads the commands of a Taskfile: recipes, in a shell each, that end at a failure. */
public final class TaskfileReader implements Reader {
  private static final Shell SHELL = new Shell("sh", true);

  @Override
  public boolean takes(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return name.startsWith("taskfile.") && (name.endsWith(".yml") || name.endsWith(".yaml"));
  }

  @Override
  public Read read(SourceText text) {
    return Found.tasks(text, TaskfileReader::file);
  }

  private static void file(YamlNode root, Found found) {
    found.settings(root.get("env"), "");
    for (Entry task : root.entries("tasks")) {
      String id = task.key().text();
      found.settings(task.value().get("env"), id);
      task.value().asScalar().ifPresent(one -> command(one, id, found));
      task.value().get("cmd").ifPresent(one -> command(one, id, found));
      task.value().items("cmds").forEach(one -> command(one, id, found));
      task.value().items().forEach(one -> command(one, id, found));
    }
  }

  private static void command(YamlNode command, String task, Found found) {
    found.script(command.asScalar().or(() -> command.scalar("cmd")), task, SHELL);
  }
}
