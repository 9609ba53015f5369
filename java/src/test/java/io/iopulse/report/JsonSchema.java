package io.iopulse.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The part of JSON Schema 2020-12 that docs/result.schema.json uses. An unknown keyword is an
 * error, so that no rule of the schema goes unchecked.
 */
final class JsonSchema {
    private static final Set<String> NOT_RULES = Set.of("$schema", "title", "$defs");

    private final Map<String, Object> root;
    private final List<String> violations = new ArrayList<>();

    private JsonSchema(Map<String, Object> root) {
        this.root = root;
    }

    /** What the document breaks, each with its place; empty when it is valid. */
    static List<String> violations(Object schema, Object document) {
        JsonSchema checker = new JsonSchema(object(schema));
        checker.check("$", checker.root, document);
        return checker.violations;
    }

    /** Names of all members that the schema knows, at any depth. */
    static Set<String> keys(Object schema) {
        Set<String> keys = new TreeSet<>();
        if (schema instanceof Map<?, ?>) {
            object(schema)
                    .forEach(
                            (keyword, rule) -> {
                                if (keyword.equals("properties")) {
                                    keys.addAll(object(rule).keySet());
                                }
                                keys.addAll(keys(rule));
                            });
        }
        return keys;
    }

    private void check(String place, Map<String, Object> schema, Object value) {
        schema.forEach((keyword, rule) -> checkRule(place, schema, keyword, rule, value));
    }

    private void checkRule(
            String place, Map<String, Object> schema, String keyword, Object rule, Object value) {
        switch (keyword) {
            case "$ref" -> check(place, definition((String) rule), value);
            case "type" -> expect(place, hasType(value, rule), "is not " + rule);
            case "const" -> expect(place, value.equals(rule), "is not " + rule);
            case "enum" -> expect(place, array(rule).contains(value), "is none of " + rule);
            case "pattern" ->
                    expect(place, ((String) value).matches((String) rule), "is not like " + rule);
            case "minimum" ->
                    expect(
                            place,
                            !(value instanceof Number) || number(value) >= number(rule),
                            "is below " + rule);
            case "maximum" ->
                    expect(
                            place,
                            !(value instanceof Number) || number(value) <= number(rule),
                            "is above " + rule);
            case "minItems" ->
                    expect(place, array(value).size() >= number(rule), "has fewer than " + rule);
            case "maxItems" ->
                    expect(place, array(value).size() <= number(rule), "has more than " + rule);
            case "items" -> checkItems(place, object(rule), value);
            case "prefixItems" -> checkPrefix(place, array(rule), value);
            case "required" -> checkRequired(place, array(rule), value);
            case "properties" -> checkMembers(place, schema, value);
            case "additionalProperties" -> {
                if (!schema.containsKey("properties")) {
                    checkMembers(place, schema, value);
                }
            }
            default -> expect(place, NOT_RULES.contains(keyword), "unknown rule " + keyword);
        }
    }

    private void checkItems(String place, Map<String, Object> rule, Object value) {
        List<?> items = value instanceof List<?> list ? list : List.of();
        for (int i = 0; i < items.size(); i++) {
            check(place + "[" + i + "]", rule, items.get(i));
        }
    }

    private void checkPrefix(String place, List<Object> rules, Object value) {
        List<Object> items = array(value);
        for (int i = 0; i < Math.min(items.size(), rules.size()); i++) {
            check(place + "[" + i + "]", object(rules.get(i)), items.get(i));
        }
    }

    private void checkRequired(String place, List<Object> names, Object value) {
        if (value instanceof Map<?, ?> members) {
            names.forEach(
                    name -> expect(place, members.containsKey((String) name), "lacks " + name));
        }
    }

    private void checkMembers(String place, Map<String, Object> schema, Object value) {
        if (!(value instanceof Map<?, ?>)) {
            return;
        }
        Map<String, Object> rules = object(schema.getOrDefault("properties", Map.of()));
        Object others = schema.getOrDefault("additionalProperties", true);
        object(value)
                .forEach(
                        (name, member) -> {
                            if (rules.containsKey(name)) {
                                check(place + "." + name, object(rules.get(name)), member);
                            } else if (others instanceof Map<?, ?>) {
                                check(place + "." + name, object(others), member);
                            } else {
                                expect(place, others.equals(true), "must not have " + name);
                            }
                        });
    }

    private Map<String, Object> definition(String reference) {
        String name = reference.substring("#/$defs/".length());
        return object(object(root.get("$defs")).get(name));
    }

    private void expect(String place, boolean holds, String otherwise) {
        if (!holds) {
            violations.add(place + " " + otherwise);
        }
    }

    private static boolean hasType(Object value, Object rule) {
        if (rule instanceof List<?> types) {
            return types.stream().anyMatch(type -> hasType(value, type));
        }
        return switch ((String) rule) {
            case "object" -> value instanceof Map<?, ?>;
            case "array" -> value instanceof List<?>;
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "integer" -> value instanceof Long;
            case "number" -> value instanceof Number;
            case "null" -> value == JsonTree.Absent.NULL;
            default -> throw new IllegalArgumentException("type " + rule);
        };
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    @SuppressWarnings("unchecked")
    private static List<Object> array(Object value) {
        return (List<Object>) value;
    }
}
