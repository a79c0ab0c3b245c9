// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

/**
 * The kinds of nodes of the syntax tree, with their children in order; {@code ?} marks one that may
 * be absent and {@code *} any number.
 */
public enum Kind {
  /** IDENT of the package clause, then declarations. */
  FILE,
  /** IMPORT*. */
  IMPORT_DECL,
  /** VALUE_SPEC*. */
  CONST_DECL,
  /** VALUE_SPEC*. */
  VAR_DECL,
  /** TYPE_SPEC*. */
  TYPE_DECL,
  /** IDENT?, LITERAL: a dot before the literal has no node. */
  IMPORT,
  /** NAMES, type?, EXPRESSIONS?. */
  VALUE_SPEC,
  /** IDENT, TYPE_PARAMS?, type. */
  TYPE_SPEC,
  /** RECEIVER?, IDENT, TYPE_PARAMS?, PARAMS, RESULTS?, BLOCK?. */
  FUNC,
  /** PARAM*. */
  RECEIVER,
  /** PARAM*. */
  PARAMS,
  /** PARAM*, or one type. */
  RESULTS,
  /** IDENT?, type: in {@code (a, b int)} the {@code a} is a PARAM with one child. */
  PARAM,
  /** IDENT* and constraints, mixed. */
  TYPE_PARAMS,
  /** IDENT*. */
  NAMES,
  /** Expressions. */
  EXPRESSIONS,

  /** Statements. */
  BLOCK,
  /** EXPRESSIONS, EXPRESSIONS; the operator tells {@code :=} from {@code =} and {@code +=}. */
  ASSIGN,
  /** One expression. */
  EXPR_STMT,
  /** Channel, value. */
  SEND,
  /** One expression. */
  INC_DEC,
  /** Expressions. */
  RETURN,
  /** Statement?, condition statement, BLOCK, IF or BLOCK?. */
  IF,
  /** Statements or one RANGE, then BLOCK. */
  FOR,
  /** EXPRESSIONS?, expression; the operator tells {@code :=} from {@code =}. */
  RANGE,
  /** Statements, then CASE*. */
  SWITCH,
  /** CASE*. */
  SELECT,
  /** CASE_HEAD?, statements; without a head it is the default. */
  CASE,
  /** Expressions, or one statement in a select. */
  CASE_HEAD,
  /** One call. */
  GO,
  /** One call. */
  DEFER,
  /** IDENT?. */
  BRANCH,
  /** IDENT, statement?. */
  LABELED,

  /** A name. */
  IDENT,
  /** A number, character or text. */
  LITERAL,
  /** Function, then arguments. */
  CALL,
  /** Expression, IDENT. */
  SELECTOR,
  /** Type, LITERAL_VALUE. */
  COMPOSITE,
  /** Elements, KEY_VALUE or LITERAL_VALUE. */
  LITERAL_VALUE,
  /** Key, value. */
  KEY_VALUE,
  /** PARAMS, RESULTS?, BLOCK. */
  FUNC_LIT,
  /** Expression, indices or type arguments. */
  INDEX,
  /** Expression, bounds. */
  SLICE,
  /** Expression, type?: without a type it is {@code x.(type)}. */
  TYPE_ASSERT,
  /** One expression or type. */
  STAR,
  /** One expression. */
  UNARY,
  /** Two expressions. */
  BINARY,
  /** One expression or type. */
  PAREN,

  /** Length?, type. */
  ARRAY,
  /** Key type, value type. */
  MAP,
  /** Type. */
  CHAN,
  /** PARAMS, RESULTS?. */
  FUNC_TYPE,
  /** FIELD*. */
  STRUCT,
  /** NAMES?, type, LITERAL?: without names it is embedded. */
  FIELD,
  /** METHOD* and unions, mixed. */
  INTERFACE,
  /** IDENT, TYPE_PARAMS?, PARAMS, RESULTS?. */
  METHOD,
  /** Types. */
  UNION
}
