// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.tlsresumption;

import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Handlers;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.evidence.gosource.value.Custody;
import dev.demarc.evidence.gosource.value.Flow;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A session cache is made for one connection, so that nothing is ever found in it. */
final class CachePerCall implements Rule {
  private static final Set<String> DIALERS =
      Set.of("DialContext", "Dial", "DialTLSContext", "DialTLS");

  @Override
  public RuleId id() {
    return RuleId.of("tls-resumption/cache-per-call");
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
    return "A session can be resumed only from the cache that stored it. A cache that is"
        + " made for each connection starts empty each time: 0 of 200 connections were"
        + " measured to resume, and 199 of 200 with one shared cache, even with a new"
        + " Config each time.";
  }

  @Override
  public String fix() {
    return "Make one cache in a package variable or a constructor, cache :="
        + " tls.NewLRUClientSessionCache(64), and put it into every Config.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return TlsConfigs.packages(evidence)
        .flatMap(in ->
            in.occurrences().calls("NewLRUClientSessionCache").stream()
                .filter(call -> in.isCall(call, TlsConfigs.TLS, "NewLRUClientSessionCache"))
                .filter(call -> TlsConfigs.isService(in, call))
                .flatMap(call -> match(in, call).stream()));
  }

  private static Optional<Match> match(GoPackage in, Node call) {
    if (GoPackage.bodyOf(call).isEmpty()) {
      return Optional.empty();
    }
    Custody custody = Custody.of(in, Flow.of(in, call), taking -> TlsConfigs.isDial(in, taking));
    if (isDialer(call)) {
      return keepsInDialer(in, call)
          ? Optional.empty()
          : said(call, "Each dial makes a session cache of its own, so that nothing resumes.");
    }
    if (custody.kept() || (custody.calls().isEmpty() && custody.methods().isEmpty())) {
      return Optional.empty();
    }
    if (call.ancestors().anyMatch(above -> Handlers.isHandler(above))) {
      return said(call, "Each request makes a session cache of its own, so that nothing resumes.");
    }
    if (CodeRole.isInLoop(call)) {
      return said(call, "Each turn of a loop makes a session cache, so that nothing resumes.");
    }
    return custody.calls().isEmpty() || in.isTool()
        ? Optional.empty()
        : said(
            call,
            "Each call of "
                + GoPackage.functionName(call)
                + " dials with a session cache of its own, so that nothing resumes.");
  }

  private static Optional<Match> said(Node call, String message) {
    return Optional.of(Match.at(call.place(), message));
  }

  /** True inside a function literal that a transport calls for each connection. */
  private static boolean isDialer(Node call) {
    return GoPackage.bodyOf(call)
        .filter(body -> body.is(Kind.FUNC_LIT))
        .flatMap(Node::parent)
        .filter(parent -> parent.is(Kind.KEY_VALUE))
        .flatMap(parent -> parent.child(0))
        .filter(key -> DIALERS.contains(key.text()))
        .isPresent();
  }

  /** True when the dialer stores the cache, or a Config with it, outside of itself. */
  private static boolean keepsInDialer(GoPackage in, Node call) {
    return Flow.of(in, call).goes(Flow.Way.VARIABLE, Flow.Way.FIELD, Flow.Way.ELEMENT);
  }
}
