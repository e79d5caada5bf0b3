package io.coffer.server.select;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The SQL of a query with every name and path in it replaced by a plain name of our own. A general parser of SQL knows
 * neither paths such as {@code ossobject.a[*]} nor that {@code year} or {@code value} are ordinary names here; and it
 * would fold the names of JSON, whose case counts.
 */
final class SqlText {
    private static final String STAND_IN = "__p";
    private static final int MAX_STEPS = 32;

    private static final Set<String> RESERVED = Set.of(
            "select",
            "from",
            "where",
            "and",
            "or",
            "not",
            "in",
            "like",
            "escape",
            "between",
            "is",
            "null",
            "as",
            "cast",
            "limit",
            "true",
            "false",
            "distinct",
            "all",
            "group",
            "order",
            "by",
            "having",
            "join",
            "inner",
            "left",
            "right",
            "outer",
            "cross",
            "full",
            "on",
            "union",
            "except",
            "intersect",
            "exists",
            "case",
            "when",
            "then",
            "else",
            "end",
            "with",
            "offset",
            "into",
            "top");

    private final String sql;
    private final List<SqlPath> paths = new ArrayList<>();
    private final StringBuilder written = new StringBuilder();
    private int at;
    private int depth;

    private SqlText(String sql) {
        this.sql = sql;
    }

    /** @throws OssException for text that no query can have */
    static SqlText of(String sql) {
        SqlText text = new SqlText(sql.strip());
        text.rewrite();
        return text;
    }

    /** What the parser reads. */
    String rewritten() {
        return written.toString();
    }

    /** The path that a name of the rewritten text stands for. */
    Optional<SqlPath> path(String standIn) {
        if (!standIn.startsWith(STAND_IN)) {
            return Optional.empty();
        }
        return Optional.of(paths.get(Integer.parseInt(standIn.substring(STAND_IN.length()))));
    }

    /** As the query wrote it, for a name that is no path: of a type, a function or an alias. */
    String name(String standIn) {
        return path(standIn)
                .map(path -> {
                    if (path.steps().size() != 1 || path.lastName().isEmpty()) {
                        throw syntax("A name cannot be a path there.");
                    }
                    return path.lastName();
                })
                .orElse(standIn);
    }

    static OssException syntax(String text) {
        return OssError.SQL_SYNTAX_ERROR.saying(text);
    }

    private void rewrite() {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == '\'') {
                written.append(quoted('\''));
            } else if (c == '"' || startsName(c)) {
                name();
            } else if (Character.isDigit(c) || (c == '.' && Character.isDigit(peek(1)))) {
                number();
            } else {
                punctuation(c);
            }
        }
    }

    private void punctuation(char c) {
        if (c == '(' && ++depth > SqlConditions.MAX_DEPTH * 2) {
            throw OssError.SQL_CONDITIONS_TOO_DEEP.exception();
        }
        if (c == ')') {
            depth--;
        }
        boolean comment = (c == '-' && peek(1) == '-') || (c == '/' && peek(1) == '*');
        boolean last = at == sql.length() - 1;
        if (comment || (c == ';' && !last) || "`[]{}#@$:?\\".indexOf(c) >= 0) {
            throw syntax("The SQL has something unexpected at " + (at + 1) + ".");
        }
        if (c != ';') {
            written.append(c);
        }
        at++;
    }

    private void number() {
        int start = at;
        while (Character.isLetterOrDigit(peek(0)) || peek(0) == '.') {
            boolean exponent = (peek(0) == 'e' || peek(0) == 'E') && (peek(1) == '-' || peek(1) == '+');
            at += exponent ? 2 : 1;
        }
        written.append(sql, start, at);
    }

    private void name() {
        if (sql.charAt(at) != '"') {
            int start = at;
            String word = word();
            boolean plain = peek(0) != '.' && peek(0) != '[';
            if (plain && isKeyword(word)) {
                written.append(word);
                return;
            }
            at = start;
        }
        List<SqlPath.Step> steps = new ArrayList<>();
        steps.add(new SqlPath.Step.Name(step()));
        while (peek(0) == '.' || peek(0) == '[') {
            if (peek(0) == '.' && peek(1) == '*') {
                // every column of the only table there is
                at += 2;
                written.append('*');
                return;
            }
            steps.add(peek(0) == '.' ? property() : bracketed());
            if (steps.size() > MAX_STEPS) {
                throw OssError.SQL_PATH_TOO_DEEP.exception();
            }
        }
        written.append(STAND_IN).append(paths.size());
        paths.add(new SqlPath(steps));
    }

    private boolean isKeyword(String word) {
        int next = at;
        while (next < sql.length() && Character.isWhitespace(sql.charAt(next))) {
            next++;
        }
        char following = next < sql.length() ? sql.charAt(next) : '\0';
        String lower = word.toLowerCase(Locale.ROOT);
        return RESERVED.contains(lower) || following == '(' || (lower.equals("format") && following == '\'');
    }

    private SqlPath.Step property() {
        at++;
        return new SqlPath.Step.Name(step());
    }

    private SqlPath.Step bracketed() {
        at++;
        SqlPath.Step step;
        if (peek(0) == '*') {
            at++;
            step = new SqlPath.Step.Every();
        } else if (peek(0) == '-') {
            throw OssError.SQL_NEGATIVE_INDEX.exception();
        } else if (Character.isDigit(peek(0))) {
            step = new SqlPath.Step.Element(index());
        } else {
            step = new SqlPath.Step.Name(step());
        }
        if (peek(0) != ']') {
            throw syntax("A bracket is not closed at " + (at + 1) + ".");
        }
        at++;
        return step;
    }

    private int index() {
        int start = at;
        while (Character.isDigit(peek(0))) {
            at++;
        }
        try {
            return Integer.parseInt(sql.substring(start, at));
        } catch (NumberFormatException tooLarge) {
            throw syntax("The index at " + (start + 1) + " is too large.");
        }
    }

    private String step() {
        char c = peek(0);
        String name = c == '"' || c == '\'' ? unquoted(c) : word();
        if (name.isEmpty()) {
            throw syntax("A name is missing at " + (at + 1) + ".");
        }
        if (name.length() > 1024) {
            throw OssError.SQL_COLUMN_NAME_TOO_LONG.exception();
        }
        return name;
    }

    private String word() {
        int start = at;
        while (startsName(peek(0)) || Character.isDigit(peek(0))) {
            at++;
        }
        return sql.substring(start, at);
    }

    private String unquoted(char quote) {
        String quoted = quoted(quote);
        String doubled = String.valueOf(quote).repeat(2);
        return quoted.substring(1, quoted.length() - 1).replace(doubled, String.valueOf(quote));
    }

    /** With its quotes; a doubled quote stands for one. */
    private String quoted(char quote) {
        int start = at++;
        while (at < sql.length()) {
            if (sql.charAt(at++) == quote) {
                if (peek(0) != quote) {
                    return sql.substring(start, at);
                }
                at++;
            }
        }
        throw syntax("A quote is not closed at " + (start + 1) + ".");
    }

    private char peek(int ahead) {
        return at + ahead < sql.length() ? sql.charAt(at + ahead) : '\0';
    }

    private static boolean startsName(char c) {
        return c == '_' || Character.isLetter(c);
    }
}
