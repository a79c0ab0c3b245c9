// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.schema;

import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The engine of networknt, until Demarc's own one exists. */
final class NetworkntSchema implements Schema {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder()
                      .formatAssertionsEnabled(true)
                      .pathType(PathType.JSON_POINTER)
                      .regularExpressionFactory(BoundedPattern::new)
                      .locale(Locale.ROOT)
                      .build()));

  private final com.networknt.schema.Schema compiled;

  NetworkntSchema(JsonNode schema) {
    try {
      compiled = REGISTRY.getSchema(schema);
      compiled.initializeValidators();
    } catch (SchemaException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  @Override
  public List<SchemaProblem> validate(JsonNode value) {
    try {
      return problems(value);
    } catch (SchemaException | StackOverflowError e) {
      return List.of(
          new SchemaProblem(
              "", SchemaProblem.UNCHECKED, "", "takes too long or too deep to check"));
    }
  }

  private List<SchemaProblem> problems(JsonNode value) {
    return compiled.validate(LargeNumbers.asIntegers(value)).stream()
        .map(error ->
            new SchemaProblem(
                error.getInstanceLocation().toString(),
                error.getKeyword(),
                error.getSchemaLocation().getFragment() == null
                    ? ""
                    : error.getSchemaLocation().getFragment().toString(),
                error.getMessage()))
        .sorted(
            Comparator.comparing(SchemaProblem::pointer)
                .thenComparing(SchemaProblem::schemaPointer))
        .toList();
  }
}
