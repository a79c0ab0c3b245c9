// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource.value;

import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where one value goes in its package, and what is done to it on the way: through locals, closures,
 * functions of the package that take or return it, fields and variables that keep it, and its
 * clones. A field is known by its name alone, so that what is done to one may be done to another of
 * the same name: that something is never done is certain, that it is done is likely.
 *
 * @param fields fields that are assigned to, in the order in which they were met
 * @param methods methods that are called on it
 * @param stops where it leaves the hands of its function
 * @param locals the declarations of the locals that hold it
 * @param replaced a local that holds it is given another value somewhere
 */
public record Flow(
    List<Use> fields, List<Use> methods, List<Stop> stops, List<Node> locals, boolean replaced) {
  /** How a value leaves the hands of a function. */
  public enum Way {
    /** By return. */
    RETURNED,
    /** Into a field, by assignment. */
    FIELD,
    /** Into a variable of the package. */
    VARIABLE,
    /** Into a map, a slice or a channel. */
    ELEMENT,
    /** As an argument of a call that cannot be followed: another package's, or a function value. */
    ARGUMENT,
    /** Into another struct's literal. */
    LITERAL,
    /** In another way. */
    OTHER
  }

  /**
   * One way out.
   *
   * @param name the field, the variable, the key of the literal, or the function as written
   * @param node the return, the target, the call, or the literal
   */
  public record Stop(Way way, String name, Node node) {}

  /**
   * A field or method by name.
   *
   * @param node the assignment, the call, or the selector of a method that is handed on
   * @param value what a field is given; none when it is only reached through or its address taken
   */
  public record Use(String name, Node node, Optional<Node> value) {}

  /** Copies the lists. */
  public Flow {
    fields = List.copyOf(fields);
    methods = List.copyOf(methods);
    stops = List.copyOf(stops);
    locals = List.copyOf(locals);
  }

  /** Follows the value of an expression. */
  public static Flow of(GoPackage in, Node expression) {
    Tracer tracer = new Tracer(in);
    tracer.value(expression, Tracer.DEPTH);
    return tracer.flow();
  }

  /** Follows the value of a variable from its declaration. */
  public static Flow ofVariable(GoPackage in, Node name) {
    Tracer tracer = new Tracer(in);
    tracer.target(name, Tracer.DEPTH);
    return tracer.flow();
  }

  /** True when a field is assigned to, or its address taken. */
  public boolean sets(String field) {
    return fields.stream().anyMatch(use -> use.name().equals(field));
  }

  /** The first value that an assignment gives a field. */
  public Optional<Node> given(String field) {
    return fields.stream()
        .filter(use -> use.name().equals(field))
        .flatMap(use -> use.value().stream())
        .findFirst();
  }

  /** True when one of these methods is called on it. */
  public boolean calls(String... names) {
    List<String> wanted = Arrays.asList(names);
    return methods.stream().anyMatch(use -> wanted.contains(use.name()));
  }

  /** True when it goes out in one of these ways. */
  public boolean goes(Way... ways) {
    List<Way> wanted = Arrays.asList(ways);
    return stops.stream().anyMatch(stop -> wanted.contains(stop.way()));
  }

  /** The literals of other structs that take it. */
  public List<Stop> literals() {
    return stops.stream().filter(stop -> stop.way() == Way.LITERAL).toList();
  }
}
