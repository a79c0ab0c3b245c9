// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.capture.Subject;
import dev.demarc.identify.Circumstances;
import dev.demarc.identify.Digests;
import dev.demarc.identify.Fact;
import dev.demarc.identify.Finding;
import dev.demarc.identify.Fix;
import dev.demarc.identify.Match;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuledOut;
import dev.demarc.identify.Settings;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Collects what the rules say, and settles it: one verdict of a rule for a subject (what is found
 * is found, whatever another source did not show), and one finding where several rules speak of one
 * cause.
 */
final class Verdicts {
  private final Settings settings;
  private final List<String> inputs;
  private final List<Finding> findings = new ArrayList<>();
  private final SequencedMap<String, Undecided> undecided = new LinkedHashMap<>();
  private final SequencedMap<String, RuledOut> ruledOut = new LinkedHashMap<>();
  private final Map<String, Integer> seen = new HashMap<>();

  /**
   * Begins.
   *
   * @param inputs the names of the inputs in the user's order, which is the report's
   */
  Verdicts(Settings settings, List<String> inputs) {
    this.settings = settings;
    this.inputs = inputs;
  }

  void add(Rule rule, Judgement said) {
    String key = rule.id() + "\n" + said.subject().words();
    if (said instanceof Judgement.Found found) {
      findings.add(finding(rule, found));
    } else if (said instanceof Judgement.Open open) {
      undecided.putIfAbsent(
          key,
          new Undecided(
              rule.id(),
              open.subject(),
              open.reason(),
              open.message(),
              facts(open.evidence()),
              open.next()));
    } else {
      Judgement.Not not = (Judgement.Not) said;
      ruledOut.putIfAbsent(
          key, new RuledOut(rule.id(), not.subject(), not.because(), facts(not.evidence())));
    }
  }

  private Finding finding(Rule rule, Judgement.Found found) {
    Spot spot = found.evidence().getFirst().spot();
    Severity own = found.severity().orElse(rule.severity());
    Optional<Severity> chosen = settings.choices().severity(rule.id());
    int line = spot.line();
    return new Finding(
        rule.id(),
        chosen.orElse(own),
        rule.maturity(),
        cut(found.message()),
        new Place(spot.file(), line, line == 0 ? 0 : 1, line, line == 0 ? 0 : 1),
        fingerprint(rule, found.subject()),
        facts(found.evidence()),
        rule.why(),
        new Fix(found.remedy().orElse(rule.fix()), List.of()),
        "risks/" + rule.id().risk() + "#" + rule.id().rule(),
        Optional.empty(),
        chosen.map(_ -> own).filter(severity -> severity != chosen.get()),
        false,
        Optional.of(new Circumstances(found.subject(), spot, found.ruledOut(), found.next())));
  }

  private static String cut(String message) {
    return message.length() <= Match.MAX_MESSAGE
        ? message
        : message.substring(0, Match.MAX_MESSAGE - 1) + "…";
  }

  /** Numbers of processes and threads differ from run to run, and are no part of it. */
  private String fingerprint(Rule rule, Subject subject) {
    SequencedMap<String, Object> lasting = new LinkedHashMap<>(subject.parts());
    lasting.remove("pid");
    lasting.remove("tid");
    String same = rule.id() + "\n" + lasting;
    int index = seen.merge(same, 1, Integer::sum) - 1;
    return "1:" + Digests.hex(same + "\n" + index).substring(0, 32);
  }

  private static List<Fact> facts(List<Sighting> evidence) {
    return evidence.stream().map(Fact::of).toList();
  }

  /** The findings, merged, by input and by first evidence. */
  List<Finding> findings() {
    List<Finding> merged = SubjectOverlaps.merge(findings);
    merged.sort(this::order);
    return merged;
  }

  private int order(Finding one, Finding other) {
    int by = Integer.compare(input(one), input(other));
    by = by != 0 ? by : one.severity().compareTo(other.severity());
    by = by != 0 ? by : Long.compare(packet(one), packet(other));
    return by != 0 ? by : Finding.ORDER.compare(one, other);
  }

  private static long packet(Finding finding) {
    return finding.circumstances().map(Circumstances::spot).orElseThrow().packet();
  }

  private int input(Finding finding) {
    String file = finding.place().file();
    for (int i = 0; i < inputs.size(); i++) {
      if (file.equals(inputs.get(i)) || file.startsWith(inputs.get(i) + "/")) {
        return i;
      }
    }
    return inputs.size();
  }

  private boolean isFound(String key) {
    return findings.stream()
        .anyMatch(one ->
            key.equals(
                one.rule()
                    + "\n"
                    + one.circumstances().map(Circumstances::subject).orElseThrow().words()));
  }

  /** What no source could decide. */
  List<Undecided> undecided() {
    return undecided.entrySet().stream()
        .filter(entry -> !isFound(entry.getKey()) && !ruledOut.containsKey(entry.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** What a source cleared and no other one showed. */
  List<RuledOut> ruledOut() {
    return ruledOut.entrySet().stream()
        .filter(entry -> !isFound(entry.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }
}
