// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Damage to a text, as chance wants it: the same chance gives the same damage. */
final class Mutations {
  /** No input is larger: what depends on size is measured, and not left to chance. */
  static final int MOST = 64 << 10;

  private static final int MOST_REPEATS = 2_000;

  /** Tokens of Go, and what the other formats are made of. */
  private static final List<String> TOKENS =
      List.of(
          ("break case chan const continue default defer else fallthrough for func go goto if import"
                  + " interface map package range return select struct switch type var"
                  + " + - * / % & | ^ << >> &^ += -= *= /= %= &= |= ^= <<= >>= &^= && || <- ++ -- =="
                  + " < > = ! ~ != <= >= := ... ( [ { , . ) ] } ; :"
                  + " x _ 0 0x 0b2 0o8 1_ 1e 1e+ 0x1p .5 1i 'a' '\\'' '\\x ' \"a\" \"\\ ` `r` // /* */ #"
                  + " FROM RUN COPY ENV ARG ENTRYPOINT HEALTHCHECK <<EOF EOF <<- <<~ \\ $ ${ ${x:- $(( $( $$"
                  + " $(x) %: :: ::= != ifeq endif define endef include .PHONY: @ - --- ... ? & * !! !<"
                  + " | |- > >- %YAML if then fi do done esac case in ;; && || |& >& 2>&1 <( >( [[ ]]"
                  + " module go require ( ) replace => exclude v1.2.3 // [Service] ExecStart= = ; # export")
              .split(" "));

  private static final List<String> OPENS =
      List.of(
          "(",
          "[",
          "{",
          "[]",
          "*",
          "func(){",
          "f(",
          "map[x]",
          "struct{a ",
          "if x {",
          "switch{case x:",
          "T[",
          "<-",
          "!",
          "\"",
          "'",
          "`",
          "$(",
          "${x:-",
          "$((",
          "- ",
          "a:\n ",
          "[a,",
          "{a: ",
          "if x; then\n",
          "case x in (",
          "/*",
          "<<A\n",
          "\\\n",
          "ifeq (a,b)\n",
          "define x\n",
          "&a ",
          "|\n ",
          "require (\n");

  private static final List<String> ODD =
      List.of("\0", "\uFEFF", "\r\n", "\r", "\t", "\u2028", "\u00e9", "\ud83d\ude00", "\n", " ");

  private final SplittableRandom random;
  private final Material material;

  Mutations(SplittableRandom random, Material material) {
    this.random = random;
    this.material = material;
  }

  /** A text with one to four kinds of damage. */
  byte[] of(byte[] text) {
    byte[] now = text;
    for (int i = random.nextInt(4); i >= 0; i--) {
      now = once(now);
      now = now.length > MOST ? Arrays.copyOf(now, MOST) : now;
    }
    return now;
  }

  private byte[] once(byte[] text) {
    int at = random.nextInt(text.length + 1);
    return switch (random.nextInt(12)) {
      case 0 -> flip(text);
      case 1 -> Arrays.copyOf(text, at);
      case 2 -> put(text, at, random.nextInt(200), new byte[0]);
      case 3 -> put(text, at, 0, slice(material.any(random)));
      case 4 -> put(text, at, random.nextInt(12), token());
      case 5 -> put(text, at, 0, repeated(slice(text), random.nextInt(60)));
      case 6 -> put(text, at, 0, repeated(open(), random.nextInt(MOST_REPEATS)));
      case 7 -> put(text, at, 0, repeated(token(), random.nextInt(MOST_REPEATS)));
      case 8 -> onOneLine(text, at);
      case 9 -> withoutOneBracket(text, at);
      case 10 -> put(text, at, random.nextInt(3), bytes(ODD.get(random.nextInt(ODD.size()))));
      default -> put(text, at, 0, new byte[] {(byte) random.nextInt(256)});
    };
  }

  /** A few lines of it, or a run of bytes. */
  byte[] slice(byte[] text) {
    if (text.length == 0) {
      return text;
    }
    int from = random.nextInt(text.length);
    return Arrays.copyOfRange(text, from, Math.min(text.length, from + 1 + random.nextInt(400)));
  }

  /** What may be nested or follow itself. */
  byte[] open() {
    return bytes(OPENS.get(random.nextInt(OPENS.size())));
  }

  byte[] token() {
    byte[] token = bytes(TOKENS.get(random.nextInt(TOKENS.size())));
    return random.nextBoolean() ? token : join(token, bytes(random.nextBoolean() ? " " : "\n"));
  }

  static byte[] repeated(byte[] text, int times) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < times && (long) all.size() + text.length <= (16 << 20); i++) {
      all.writeBytes(text);
    }
    return all.toByteArray();
  }

  /** The text with {@code length} bytes from {@code at} replaced. */
  static byte[] put(byte[] text, int at, int length, byte[] instead) {
    int after = Math.min(text.length, at + length);
    return join(
        Arrays.copyOf(text, at), join(instead, Arrays.copyOfRange(text, after, text.length)));
  }

  private byte[] flip(byte[] text) {
    byte[] flipped = text.clone();
    for (int i = random.nextInt(20); i >= 0 && flipped.length > 0; i--) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private static byte[] onOneLine(byte[] text, int from) {
    byte[] one = text.clone();
    for (int i = from; i < one.length; i++) {
      one[i] = one[i] == '\n' ? (byte) ' ' : one[i];
    }
    return one;
  }

  private static byte[] withoutOneBracket(byte[] text, int from) {
    for (int i = from; i < text.length; i++) {
      if ("(){}[]\"'`".indexOf(text[i]) >= 0) {
        return put(text, i, 1, new byte[0]);
      }
    }
    return text;
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
