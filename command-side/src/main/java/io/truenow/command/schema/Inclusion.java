package io.truenow.command.schema;

import io.truenow.command.schema.SchemaCompatibility.Incompatibility;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Proves that whatever is valid under one definition ("here") is valid under another ("there"), or says where the proof fails.
 *
 * <p>Here is a {@link Conjunction}, there is one schema, whose keywords are proven one by one. Where that fails and here has cases
 * ({@code anyOf}, {@code oneOf}, several types, several values), each case is proven alone. A pair that is met again inside its own proof is
 * taken as proven: a value is finite, and both definitions were checked to look deeper into it before they come back to themselves. What was
 * proven on such an assumption is remembered only once the assumption is proven itself. One thread, once.
 */
final class Inclusion {

    private static final int MAX_DEPTH = 250;
    private static final int MAX_CASES = 64;
    private static final int NO_ASSUMPTION = Integer.MAX_VALUE;

    private final boolean backward;
    private final SchemaDefinition here;
    private final SchemaDefinition there;
    private final Steps steps = new Steps(SchemaCompatibility.MAX_STEPS);
    private final SchemaEquality equality;
    private final Disjointness disjointness;
    private final Map<String, LinearPattern> patterns = new HashMap<>();
    private final IdentityHashMap<JsonNode, Integer> ids = new IdentityHashMap<>();
    private final IdentityHashMap<JsonNode, String> pointers = new IdentityHashMap<>();
    private final Map<String, Integer> open = new HashMap<>();
    private final Map<String, List<Incompatibility>> known = new HashMap<>();
    /** Least depth of a pair that was taken as proven since this was last set. */
    private int assumption = NO_ASSUMPTION;
    /** Whether a property that is mentioned nowhere counts as absent. */
    private boolean loose = true;

    private Inclusion(boolean backward, SchemaDefinition older, SchemaDefinition newer) {
        this.backward = backward;
        this.here = backward ? older : newer;
        this.there = backward ? newer : older;
        this.equality = new SchemaEquality(here, there, steps);
        this.disjointness = new Disjointness(this::matches, steps);
        point(newer.root(), "");
    }

    /** What of the older is not valid under the newer. */
    static Set<Incompatibility> backward(SchemaDefinition older, SchemaDefinition newer) {
        return new Inclusion(true, older, newer).prove();
    }

    /** What of the newer is not valid under the older. */
    static Set<Incompatibility> forward(SchemaDefinition older, SchemaDefinition newer) {
        return new Inclusion(false, older, newer).prove();
    }

    private Set<Incompatibility> prove() {
        Set<Incompatibility> reasons = new LinkedHashSet<>();
        if (here.equals(there)) {
            return reasons;
        }
        try {
            Conjunction all = Conjunction.of(here, List.of(here.root()), List.of());
            reasons.addAll(value(all, there.root(), ""));
        } catch (Steps.Exhausted e) {
            reasons.clear();
            reasons.add(reason("", "NOT_PROVABLE", "the definitions take too many steps to compare"));
        }
        return reasons;
    }

    /** Compares what a whole value is held to, here and there. */
    private List<Incompatibility> value(Conjunction a, JsonNode b, String where) {
        List<Incompatibility> reasons = new ArrayList<>();
        if (backward) {
            removedRequired(a, there.resolved(b), where, reasons);
        }
        reasons.addAll(compare(a, b, where));
        return reasons;
    }

    private void removedRequired(Conjunction a, JsonNode b, String where, List<Incompatibility> reasons) {
        if (!b.isObject() || a.never()) {
            return;
        }
        Conjunction other = Conjunction.of(there, List.of(b), List.of());
        for (String name : a.names()) {
            if (a.lists("required", name) && !other.mentions(name, (expression, text) -> false)) {
                reasons.add(reason(
                        place(a, b, where) + "/properties/" + Pointers.escaped(name),
                        "REQUIRED_REMOVED",
                        "required field \"" + name + "\" removed from properties"));
            }
        }
    }

    private List<Incompatibility> compare(Conjunction a, JsonNode raw, String where) {
        steps.take(1 + 4 * (a.parts().size() + a.level().size()));
        JsonNode b = there.resolved(raw);
        if (a.never() || SchemaEquality.unconstrained(b)) {
            return List.of();
        }
        if (Facts.of(a).types() == 0) {
            return List.of();
        }
        if (!b.isObject()) {
            return List.of(reason(place(a, b, where), "NEVER_VALID", "no value is valid any more"));
        }
        if (a.parts().stream().anyMatch(part -> equality.same(part, b))) {
            return List.of();
        }
        String key = key(a, b);
        List<Incompatibility> before = known.get(key);
        if (before != null) {
            return before;
        }
        Integer depth = open.get(key);
        if (depth != null) {
            assumption = Math.min(assumption, depth);
            return List.of();
        }
        if (open.size() > MAX_DEPTH) {
            return List.of(reason(place(a, b, where), "NOT_PROVABLE", "the schemas go too deep to be compared"));
        }
        return remembered(key, a, b, where);
    }

    private List<Incompatibility> remembered(String key, Conjunction a, JsonNode b, String where) {
        int mine = open.size();
        int outside = assumption;
        assumption = NO_ASSUMPTION;
        open.put(key, mine);
        List<Incompatibility> reasons = new ArrayList<>();
        keywords(a, b, place(a, b, where), reasons);
        if (!reasons.isEmpty()) {
            reasons = byCases(a, b, where, reasons);
        }
        open.remove(key);
        reasons = reasons.stream()
                .distinct()
                .limit(SchemaCompatibility.MAX_REASONS)
                .toList();
        if (!reasons.isEmpty() || assumption >= mine) {
            known.put(key, reasons);
        }
        assumption = Math.min(outside, assumption < mine ? assumption : NO_ASSUMPTION);
        return reasons;
    }

    /** Tries again, case by case. */
    private List<Incompatibility> byCases(Conjunction a, JsonNode b, String where, List<Incompatibility> reasons) {
        for (JsonNode part : List.copyOf(a.parts())) {
            for (String keyword : List.of("anyOf", "oneOf")) {
                JsonNode cases = part.path(keyword);
                if (cases.isArray() && !a.took(cases)) {
                    Set<Incompatibility> all = new LinkedHashSet<>();
                    for (JsonNode one : cases) {
                        all.addAll(compare(a.with(cases, one), b, where));
                    }
                    return List.copyOf(all);
                }
            }
        }
        boolean unsure = reasons.stream().anyMatch(reason -> reason.kind().equals("NOT_PROVABLE"));
        return unsure ? byValues(a, b, where, reasons) : reasons;
    }

    private List<Incompatibility> byValues(Conjunction a, JsonNode b, String where, List<Incompatibility> reasons) {
        Facts facts = Facts.of(a);
        List<JsonNode> cases = new ArrayList<>();
        List<JsonNode> values = facts.values();
        if (values == null) {
            Facts.SINGLE.stream()
                    .filter(type -> (facts.types() & type) != 0 && (facts.types() & ~type) != 0)
                    .forEach(type -> cases.add(typed(type)));
        } else if (values != null && values.size() > 1 && values.size() <= MAX_CASES) {
            values.forEach(value -> cases.add(constant(value)));
        }
        for (JsonNode one : cases) {
            if (!compare(a.with(one, one), b, where).isEmpty()) {
                return reasons;
            }
        }
        return cases.isEmpty() ? reasons : List.of();
    }

    private final Map<Integer, JsonNode> typed = new HashMap<>();
    private final Map<JsonNode, JsonNode> constants = new HashMap<>();

    private JsonNode typed(int type) {
        return typed.computeIfAbsent(
                type, unknown -> JsonNodeFactory.instance.objectNode().put("type", Facts.names(type)));
    }

    private JsonNode constant(JsonNode value) {
        return constants.computeIfAbsent(
                value, unknown -> JsonNodeFactory.instance.objectNode().set("const", value));
    }

    private void keywords(Conjunction a, JsonNode b, String where, List<Incompatibility> reasons) {
        Facts facts = Facts.of(a);
        int lost = facts.types() & ~Facts.types(b);
        if (lost != 0) {
            reasons.add(reason(
                    where + "/type",
                    "TYPE",
                    "type [" + Facts.names(facts.types()) + "] changed to [" + Facts.names(Facts.types(b)) + "]"));
        }
        values(facts, b, where, reasons);
        int types = facts.types() & ~lost;
        if ((types & Facts.NUMBER) != 0) {
            numbers(a, facts, b, where, reasons);
        }
        if ((types & Facts.STRING) != 0) {
            strings(a, facts, b, where, reasons);
        }
        if ((types & Facts.ARRAY) != 0) {
            arrays(a, facts, b, where, reasons);
        }
        if ((types & Facts.OBJECT) != 0) {
            new PropertyRules(a, facts, b, where, reasons).check();
        }
        combinators(a, b, where, reasons);
    }

    private void values(Facts facts, JsonNode b, String where, List<Incompatibility> reasons) {
        List<JsonNode> allowed = Facts.values(b);
        if (allowed == null) {
            return;
        }
        List<JsonNode> values = facts.values();
        String keyword = b.has("enum") ? "enum" : "const";
        if (values == null) {
            reasons.add(reason(
                    where + "/" + keyword, keyword.equals("enum") ? "ENUM" : "CONST", "[" + keyword + "] added"));
            return;
        }
        Set<JsonNode> lost = new LinkedHashSet<>(values);
        lost.removeAll(new HashSet<>(allowed));
        if (!lost.isEmpty()) {
            reasons.add(reason(
                    where + "/" + keyword,
                    keyword.equals("enum") ? "ENUM" : "CONST",
                    "value [" + shortened(lost.iterator().next().toString()) + "] is no longer allowed"));
        }
    }

    private void numbers(Conjunction a, Facts facts, JsonNode b, String where, List<Incompatibility> reasons) {
        for (String keyword : List.of("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum")) {
            JsonNode bound = b.path(keyword);
            if (!bound.isNumber()) {
                continue;
            }
            Facts.Bound needed = new Facts.Bound(bound.decimalValue(), keyword.startsWith("exclusive"));
            boolean low = keyword.endsWith("inimum");
            Facts.Bound given = low ? facts.lower() : facts.upper();
            boolean implied =
                    given != null && (low ? Facts.impliesLower(given, needed) : Facts.impliesUpper(given, needed));
            if (!implied) {
                reasons.add(tighter(where, keyword, bound));
            }
        }
        JsonNode divisor = b.path("multipleOf");
        if (divisor.isNumber() && !divides(a, facts, divisor.decimalValue())) {
            reasons.add(reason(where + "/multipleOf", "MULTIPLE_OF", "[multipleOf] " + divisor + " added or changed"));
        }
    }

    private static boolean divides(Conjunction a, Facts facts, BigDecimal divisor) {
        List<JsonNode> numbers = facts.values(Facts.NUMBER);
        if (numbers != null) {
            return numbers.stream().allMatch(number -> multiple(number.decimalValue(), divisor));
        }
        boolean whole = (facts.types() & Facts.FRACTION) == 0;
        return whole && multiple(BigDecimal.ONE, divisor)
                || a.parts().stream()
                        .map(part -> part.path("multipleOf"))
                        .anyMatch(known -> known.isNumber() && multiple(known.decimalValue(), divisor));
    }

    private static boolean multiple(BigDecimal number, BigDecimal divisor) {
        return number.remainder(divisor).signum() == 0;
    }

    private void strings(Conjunction a, Facts facts, JsonNode b, String where, List<Incompatibility> reasons) {
        List<JsonNode> texts = facts.values(Facts.STRING);
        counts(a, b, "minLength", "maxLength", texts, where, reasons);
        JsonNode pattern = b.path("pattern");
        if (pattern.isString()) {
            boolean all = texts != null
                    && texts.stream().allMatch(text -> matches(pattern.stringValue(), text.stringValue()));
            if (!all && !has(a, "pattern", pattern)) {
                reasons.add(reason(where + "/pattern", "PATTERN", "[pattern] added or changed"));
            }
        }
        for (String keyword : List.of("format", "contentEncoding", "contentMediaType")) {
            if (b.has(keyword) && !has(a, keyword, b.path(keyword))) {
                String kind = keyword.equals("format") ? "FORMAT" : "CONTENT";
                reasons.add(reason(where + "/" + keyword, kind, "[" + keyword + "] added or changed"));
            }
        }
    }

    private static boolean has(Conjunction a, String keyword, JsonNode value) {
        return a.parts().stream().anyMatch(part -> part.path(keyword).equals(value));
    }

    /** Compares a least and a greatest number of things. */
    private void counts(
            Conjunction a,
            JsonNode b,
            String least,
            String most,
            @Nullable List<JsonNode> values,
            String where,
            List<Incompatibility> reasons) {
        JsonNode low = b.path(least);
        if (low.isNumber() && low.decimalValue().compareTo(known(a, least, values)) > 0) {
            reasons.add(tighter(where, least, low));
        }
        JsonNode high = b.path(most);
        if (high.isNumber() && high.decimalValue().compareTo(known(a, most, values)) < 0) {
            reasons.add(tighter(where, most, high));
        }
    }

    private static final BigDecimal UNBOUNDED = BigDecimal.valueOf(Long.MAX_VALUE);

    /** The count that is known: the least is 0 and the greatest without bound where nothing is said. */
    private static BigDecimal known(Conjunction a, String keyword, @Nullable List<JsonNode> values) {
        boolean least = keyword.startsWith("min");
        if (values != null) {
            var sizes = values.stream().mapToLong(Inclusion::size);
            return BigDecimal.valueOf((least ? sizes.min() : sizes.max()).orElse(0));
        }
        BigDecimal known = least ? BigDecimal.ZERO : UNBOUNDED;
        for (JsonNode part : a.parts()) {
            BigDecimal count =
                    part.path(keyword).isNumber() ? part.path(keyword).decimalValue() : known;
            if (keyword.equals("maxItems")
                    && part.path("items").isArray()
                    && part.path("additionalItems").isBoolean()
                    && !part.path("additionalItems").booleanValue()) {
                count = count.min(BigDecimal.valueOf(part.path("items").size()));
            }
            if (keyword.equals("minProperties")) {
                count = count.max(
                        BigDecimal.valueOf(new HashSet<>(part.path("required").values()).size()));
            }
            known = least ? known.max(count) : known.min(count);
        }
        return known;
    }

    private static long size(JsonNode value) {
        return value.isString()
                ? value.stringValue().codePointCount(0, value.stringValue().length())
                : value.size();
    }

    private void arrays(Conjunction a, Facts facts, JsonNode b, String where, List<Incompatibility> reasons) {
        List<JsonNode> lists = facts.values(Facts.ARRAY);
        counts(a, b, "minItems", "maxItems", lists, where, reasons);
        BigDecimal most = known(a, "maxItems", lists);
        if (b.path("uniqueItems").asBoolean(false)
                && most.compareTo(BigDecimal.ONE) > 0
                && !has(a, "uniqueItems", b.path("uniqueItems"))) {
            reasons.add(reason(where + "/uniqueItems", "UNIQUE_ITEMS", "[uniqueItems] added"));
        }
        items(a, b, most, where, reasons);
        JsonNode contained = b.path("contains");
        if (!contained.isMissingNode() && !contains(a, contained, known(a, "minItems", lists))) {
            reasons.add(reason(where + "/contains", "CONTAINS", "[contains] added or changed"));
        }
    }

    private void items(Conjunction a, JsonNode b, BigDecimal most, String where, List<Incompatibility> reasons) {
        JsonNode items = b.path("items");
        boolean listed = items.isArray();
        int places = listed ? items.size() : 0;
        for (JsonNode part : a.parts()) {
            places = Math.max(
                    places, part.path("items").isArray() ? part.path("items").size() : 0);
        }
        for (int at = 0; at <= places && BigDecimal.valueOf(at).compareTo(most) < 0; at++) {
            steps.take();
            JsonNode needed = listed && at < items.size() ? items.path(at) : listed ? b.path("additionalItems") : items;
            String name = listed && at < items.size() ? "/items/" + at : listed ? "/additionalItems" : "/items";
            if (!needed.isMissingNode()) {
                reasons.addAll(value(a.item(at), needed, where + name));
            }
        }
    }

    private boolean contains(Conjunction a, JsonNode contained, BigDecimal least) {
        for (JsonNode part : List.copyOf(a.parts())) {
            JsonNode before = part.path("contains");
            if (!before.isMissingNode() && strictly(Conjunction.of(here, List.of(before), List.of()), contained)) {
                return true;
            }
        }
        return least.signum() > 0 && strictly(a.item(0), contained);
    }

    private void combinators(Conjunction a, JsonNode b, String where, List<Incompatibility> reasons) {
        int place = 0;
        for (JsonNode one : b.path("allOf")) {
            reasons.addAll(compare(a, one, where + "/allOf/" + place++));
        }
        if (b.has("anyOf") && !anyOf(a, b.path("anyOf"), where)) {
            reasons.add(notProvable(where, "anyOf", "that every value suits one of [anyOf]"));
        }
        if (b.has("oneOf") && !oneOf(a, b.path("oneOf"), where)) {
            reasons.add(notProvable(where, "oneOf", "that every value suits exactly one of [oneOf]"));
        }
        if (b.has("not") && !not(a, b.path("not"))) {
            reasons.add(notProvable(where, "not", "that no value suits [not]"));
        }
        if (b.has("if") && !conditional(a, b, where)) {
            reasons.add(notProvable(where, "if", "that every value suits [if], [then] and [else]"));
        }
    }

    private boolean anyOf(Conjunction a, JsonNode cases, String where) {
        int place = 0;
        for (JsonNode one : cases) {
            if (compare(a, one, where + "/anyOf/" + place++).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private boolean oneOf(Conjunction a, JsonNode cases, String where) {
        if (a.parts().stream().anyMatch(part -> sameLists(part.path("oneOf"), cases))) {
            return true;
        }
        for (int i = 0; i < cases.size(); i++) {
            if (compare(a, cases.path(i), where + "/oneOf/" + i).isEmpty() && noneButOne(a, cases, i)) {
                return true;
            }
        }
        return false;
    }

    private boolean noneButOne(Conjunction a, JsonNode cases, int one) {
        for (int i = 0; i < cases.size(); i++) {
            if (i != one && !disjointness.proven(a, Conjunction.of(there, List.of(cases.path(i)), List.of()))) {
                return false;
            }
        }
        return true;
    }

    private boolean sameLists(JsonNode some, JsonNode others) {
        if (!some.isArray() || some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (!equality.same(some.path(i), others.path(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean not(Conjunction a, JsonNode refused) {
        return a.parts().stream().anyMatch(part -> part.has("not") && equality.same(part.path("not"), refused))
                || disjointness.proven(a, Conjunction.of(there, List.of(refused), List.of()));
    }

    private boolean conditional(Conjunction a, JsonNode b, String where) {
        for (JsonNode part : a.parts()) {
            if (part.has("if")
                    && equality.same(part.path("if"), b.path("if"))
                    && sameOrAbsent(part, b, "then")
                    && sameOrAbsent(part, b, "else")) {
                return true;
            }
        }
        return (!b.has("then") || compare(a, b.path("then"), where + "/then").isEmpty())
                && (!b.has("else")
                        || compare(a, b.path("else"), where + "/else").isEmpty());
    }

    private boolean sameOrAbsent(JsonNode a, JsonNode b, String keyword) {
        return !b.has(keyword) || a.has(keyword) && equality.same(a.path(keyword), b.path(keyword));
    }

    /** Compares without the looseness. */
    private boolean strictly(Conjunction a, JsonNode b) {
        boolean before = loose;
        loose = false;
        try {
            return compare(a, b, "").isEmpty();
        } finally {
            loose = before;
        }
    }

    /** The keywords of objects, of which there are many that look at each other. */
    private final class PropertyRules {

        private final Conjunction a;
        private final Facts facts;
        private final JsonNode b;
        private final String where;
        private final List<Incompatibility> reasons;
        private final Set<String> names;
        private final Conjunction rest;

        PropertyRules(Conjunction a, Facts facts, JsonNode b, String where, List<Incompatibility> reasons) {
            this.a = a;
            this.facts = facts;
            this.b = b;
            this.where = where;
            this.reasons = reasons;
            this.names = a.names();
            this.rest = a.additional();
        }

        void check() {
            counts(a, b, "minProperties", "maxProperties", facts.values(Facts.OBJECT), where, reasons);
            required();
            named();
            matching();
            additional();
            propertyNames();
            dependencies();
        }

        private void required() {
            for (JsonNode name : b.path("required")) {
                steps.take();
                if (!a.lists("required", name.stringValue())) {
                    String field = "\"" + name.stringValue() + "\"";
                    reasons.add(reason(
                            where + "/required",
                            "REQUIRED_ADDED",
                            backward
                                    ? "new required field " + field + " added"
                                    : "field " + field + " is no longer required"));
                }
            }
        }

        private void named() {
            b.path("properties").properties().forEach(entry -> {
                String name = entry.getKey();
                steps.take();
                Conjunction before = a.property(name, Inclusion.this::matches);
                boolean free = before.parts().isEmpty() && !before.never();
                if (!free || !loose || a.mentions(name, Inclusion.this::matches)) {
                    reasons.addAll(value(before, entry.getValue(), where + "/properties/" + Pointers.escaped(name)));
                }
            });
        }

        private void matching() {
            b.path("patternProperties").properties().forEach(entry -> {
                String expression = entry.getKey();
                JsonNode needed = entry.getValue();
                String place = where + "/patternProperties/" + Pointers.escaped(expression);
                steps.take();
                if (SchemaEquality.unconstrained(there.resolved(needed))) {
                    return;
                }
                boolean known = a.expressions().contains(expression);
                if (known) {
                    reasons.addAll(value(a.matching(expression), needed, place));
                    return;
                }
                for (String name : names) {
                    steps.take();
                    if (matches(expression, name)) {
                        reasons.addAll(value(a.property(name, Inclusion.this::matches), needed, place));
                    }
                }
                for (String other : a.expressions()) {
                    reasons.addAll(value(a.matching(other), needed, place));
                }
                if (!rest.never()) {
                    unnamed(needed, place, "PATTERN_PROPERTIES", "[patternProperties] \"" + expression + "\" added");
                }
            });
        }

        private void additional() {
            JsonNode needed = b.path("additionalProperties");
            if (needed.isMissingNode() || SchemaEquality.unconstrained(there.resolved(needed))) {
                return;
            }
            String place = where + "/additionalProperties";
            for (String name : names) {
                steps.take();
                if (covered(name)) {
                    continue;
                }
                Conjunction before = a.property(name, Inclusion.this::matches);
                if (needed.isBoolean() && !before.never()) {
                    reasons.add(reason(
                            place,
                            "ADDITIONAL_PROPERTIES",
                            "property \"" + name + "\" is gone and others are not allowed"));
                } else {
                    reasons.addAll(value(before, needed, place));
                }
            }
            for (String expression : a.expressions()) {
                if (!b.path("patternProperties").has(expression)) {
                    reasons.addAll(value(a.matching(expression), needed, place));
                }
            }
            if (!rest.never()) {
                unnamed(needed, place, "ADDITIONAL_PROPERTIES", "other properties were allowed " + before());
            }
        }

        private boolean covered(String name) {
            return b.path("properties").has(name)
                    || b.path("patternProperties").propertyNames().stream()
                            .anyMatch(expression -> matches(expression, name));
        }

        /** What properties without a name are held to. */
        private void unnamed(JsonNode needed, String place, String kind, String message) {
            if (rest.parts().isEmpty() || needed.isBoolean()) {
                reasons.add(reason(place, kind, message));
            } else {
                reasons.addAll(value(rest, needed, place));
            }
        }

        private void propertyNames() {
            JsonNode needed = b.path("propertyNames");
            if (needed.isMissingNode()) {
                return;
            }
            Conjunction before = a.below("propertyNames");
            Conjunction name = before.with(typed(Facts.STRING), typed(Facts.STRING));
            if (rest.never() && a.expressions().isEmpty()) {
                var listed = JsonNodeFactory.instance.arrayNode();
                new TreeSet<>(names).forEach(listed::add);
                JsonNode choice = JsonNodeFactory.instance.objectNode().set("enum", listed);
                name = name.with(choice, choice);
            }
            if (!compare(name, needed, where + "/propertyNames").isEmpty()) {
                reasons.add(reason(where + "/propertyNames", "PROPERTY_NAMES", "[propertyNames] added or changed"));
            }
        }

        private void dependencies() {
            b.path("dependencies").properties().forEach(entry -> {
                steps.take();
                if (!depends(entry.getKey(), entry.getValue())) {
                    reasons.add(reason(
                            where + "/dependencies/" + Pointers.escaped(entry.getKey()),
                            "DEPENDENCIES",
                            "[dependencies] of \"" + entry.getKey() + "\" added or changed"));
                }
            });
        }

        private boolean depends(String name, JsonNode needed) {
            if (a.property(name, Inclusion.this::matches).never()) {
                return true;
            }
            if (!needed.isArray()) {
                return compare(a, needed, where + "/dependencies").isEmpty()
                        || a.parts().stream()
                                .map(part -> part.path("dependencies").path(name))
                                .anyMatch(before ->
                                        (before.isObject() || before.isBoolean()) && equality.same(before, needed));
            }
            for (JsonNode other : needed) {
                boolean listed = a.parts().stream().anyMatch(part -> new HashSet<>(
                                part.path("dependencies").path(name).values())
                        .contains(other));
                if (!listed && !a.lists("required", other.stringValue())) {
                    return false;
                }
            }
            return true;
        }
    }

    private Incompatibility tighter(String where, String keyword, JsonNode bound) {
        return reason(where + "/" + keyword, "BOUND", "[" + keyword + "] " + bound + " is tighter than " + before());
    }

    private Incompatibility notProvable(String where, String keyword, String what) {
        return reason(where + "/" + keyword, "NOT_PROVABLE", "it is not provable " + what);
    }

    private String before() {
        return backward ? "before" : "in the new version";
    }

    private Incompatibility reason(String pointer, String kind, String what) {
        return new Incompatibility(pointer, kind, (backward ? "backward" : "forward") + " incompatible: " + what);
    }

    /** Where to point: into the newer definition, which is there when looking backward and here when looking forward. */
    private String place(Conjunction a, JsonNode b, String otherwise) {
        JsonNode newer = backward ? b : a.parts().isEmpty() ? b : a.parts().getFirst();
        return pointers.getOrDefault(newer, otherwise);
    }

    private void point(JsonNode schema, String pointer) {
        if (schema.isObject()) {
            pointers.put(schema, pointer);
            Subschemas.visit(schema, (keyword, below, child) -> point(child, pointer + below));
        }
    }

    private boolean matches(String expression, String name) {
        steps.take();
        return patterns.computeIfAbsent(expression, LinearPattern::compile).found(name);
    }

    private String key(Conjunction a, JsonNode b) {
        StringBuilder key = new StringBuilder().append(loose).append(id(b)).append(':');
        append(key, a.parts());
        // With these, taking a case apart is always another key, even where it adds nothing.
        append(key, a.taken());
        if (loose) {
            append(key, a.level());
        }
        return key.toString();
    }

    private void append(StringBuilder key, Collection<JsonNode> nodes) {
        key.append('/');
        nodes.stream().mapToInt(this::id).sorted().forEach(id -> key.append(id).append(','));
    }

    private int id(JsonNode node) {
        return ids.computeIfAbsent(node, unknown -> ids.size());
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
