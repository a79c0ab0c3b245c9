// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

/** The version of this program. A test holds it equal to the one of the build. */
final class Version {
  static final String TEXT = "0.1.0-SNAPSHOT";
  static final String LINE = "demarc " + TEXT;

  private Version() {}
}
