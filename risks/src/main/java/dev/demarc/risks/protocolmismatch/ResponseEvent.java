// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.protocolmismatch;

import dev.demarc.evidence.gosource.Node;
import java.util.Optional;

/**
 * Something that a handler does to its http.ResponseWriter.
 *
 * @param node the call or assignment
 * @param text of a TYPE its value, of a HEADER its name, of a STATUS its code, when constant
 * @param json of a WRITE, whether it writes JSON
 */
record ResponseEvent(Kind kind, Node node, Optional<String> text, boolean json) {
  /** The kinds of things. */
  enum Kind {
    /** Sets Content-Type. */
    TYPE,
    /** Sets another header. */
    HEADER,
    /** WriteHeader. */
    STATUS,
    /** Writes bytes of the body. */
    WRITE,
    /** http.Error, http.NotFound, http.Redirect: headers, status and body at once. */
    ERROR,
    /** Hands the writer to code that is not followed. */
    ESCAPE
  }

  boolean is(Kind one) {
    return kind == one;
  }

  /** True when after it the headers have gone out. */
  boolean sends() {
    return kind == Kind.WRITE || kind == Kind.STATUS || kind == Kind.ERROR;
  }

  static ResponseEvent of(Kind kind, Node node) {
    return new ResponseEvent(kind, node, Optional.empty(), false);
  }

  static ResponseEvent of(Kind kind, Node node, Optional<String> text) {
    return new ResponseEvent(kind, node, text, false);
  }
}
