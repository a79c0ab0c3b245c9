// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.contract.Contract;
import dev.demarc.contract.DemarcException;
import dev.demarc.contract.Level;
import dev.demarc.contract.source.ContractReader;
import dev.demarc.host.Tool;
import dev.demarc.isolate.Boundaries;
import dev.demarc.isolate.Boundary;
import dev.demarc.isolate.ControlState;
import dev.demarc.report.Style;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code doctor}: what this host can enforce, and which tools are missing. */
final class Doctor implements Verb {
  private static final List<Need> NEEDS =
      List.of(
          new Need("git", "the pipeline reads commits", "apt-get install git"),
          new Need("bash", "examples/returns", "apt-get install bash"),
          new Need("awk", "examples/returns", "apt-get install mawk"),
          new Need("go", "examples/returns/measure.sh", "apt-get install golang-go"));

  private static final List<String> CGROUP =
      List.of(
          "to enforce   run as root, or in a cgroup that is yours; where systemd and cgroup v2 run:",
          "             systemd-run --user --scope -p Delegate=yes demarc …",
          "             (cpu too when an administrator sets Delegate=cpu cpuset memory pids for"
              + " user@.service)");

  /** A program, what for, and how it is installed on Debian and Ubuntu. */
  private record Need(String program, String why, String install) {}

  @Override
  public CommandSpec spec() {
    return CommandSpec.create()
        .addOption(
            Options.value(
                "--require", "LEVEL", "L0 to L4: exit 3 when this host does not reach it"))
        .addOption(Options.format());
  }

  @Override
  public Exit run(ParseResult given, Session session) throws IOException {
    boolean json = Options.json(given);
    Level required = level(given.matchedOptionValue("--require", "L0"));
    try (Boundary boundary = open()) {
      if (json) {
        session.console().text(json(boundary));
      } else {
        text(boundary, session.console());
      }
      if (boundary.level().compareTo(required) < 0) {
        session
            .console()
            .failure("this host reaches " + boundary.level() + ", not " + required, List.of(), "");
        return Exit.UNDECIDED;
      }
      return Exit.PASS;
    }
  }

  /** A boundary for a contract that asks for everything. */
  private static Boundary open() throws IOException {
    Path folder = Files.createTempDirectory("demarc-doctor");
    Path file = folder.resolve("contract.yaml");
    try (InputStream in = Doctor.class.getResourceAsStream("doctor.contract.yaml")) {
      if (in == null) {
        throw new IllegalStateException("doctor.contract.yaml is not in the jar");
      }
      Files.copy(in, file);
      Contract contract = ContractReader.read(file);
      return Boundaries.open(contract, folder);
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }

  private static Level level(String word) {
    return Arrays.stream(Level.values())
        .filter(level -> level.name().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new DemarcException(
                DemarcException.Kind.USAGE,
                "--require " + word + " is no level",
                "write L0, L1, L2, L3 or L4"));
  }

  private static void text(Boundary boundary, Console console) {
    Style style = console.outStyle();
    console.line("demarc      " + Version.TEXT + ", Java " + Runtime.version());
    console.line(
        "host        "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"));
    console.line(
        "boundary    "
            + style.paint(Style.Paint.STRONG, boundary.level() + " " + boundary.level().effect()));
    Map<String, String> said = new HashMap<>();
    for (ControlState control : boundary.controls()) {
      String first = said.putIfAbsent(control.problem(), control.control());
      String problem = first == null ? control.problem() : "as " + first;
      console.line(
          "  "
              + Style.pad(control.control(), 13)
              + " "
              + (control.enforced()
                  ? style.paint(Style.Paint.GOOD, Style.pad("enforced", 13))
                  : style.paint(Style.Paint.OPEN, Style.pad("not enforced", 13)))
              + " "
              + Style.safe(control.enforced() ? control.mechanism() : problem));
    }
    if (boundary.controls().stream().anyMatch(Doctor::wantsCgroup)) {
      CGROUP.forEach(console::line);
    }
    for (Need need : NEEDS) {
      console.line(
          Style.pad(need.program(), 11)
              + " "
              + Tool.find(need.program())
                  .map(Path::toString)
                  .orElse(
                      style.paint(Style.Paint.OPEN, "missing")
                          + " ("
                          + need.why()
                          + "): "
                          + need.install()));
    }
  }

  private static boolean wantsCgroup(ControlState control) {
    return !control.enforced() && List.of("memory", "cpu", "pids").contains(control.control());
  }

  private static String json(Boundary boundary) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("schema", "demarc/doctor/1").put("level", boundary.level().name());
    root.put("version", Version.TEXT);
    ArrayNode controls = root.putArray("controls");
    for (ControlState control : boundary.controls()) {
      controls
          .addObject()
          .put("name", control.control())
          .put("enforced", control.enforced())
          .put("measured", control.measured())
          .put("mechanism", control.mechanism())
          .put("problem", control.problem());
    }
    ObjectNode tools = root.putObject("tools");
    for (Need need : NEEDS) {
      tools.put(need.program(), Tool.find(need.program()).map(Path::toString).orElse(""));
    }
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }
}
