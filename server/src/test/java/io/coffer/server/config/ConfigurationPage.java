package io.coffer.server.config;

import java.util.ArrayList;
import java.util.List;

/** Writes docs/configuration.md from the records. */
final class ConfigurationPage {
    private final StringBuilder page = new StringBuilder();

    static String text() {
        return new ConfigurationPage().write();
    }

    private String write() {
        page.append("""
                # Configuration

                <!-- Written from the records of io.coffer.server.config by ConfigurationPageTest; edit there. -->

                A server is told what to do by a YAML file (`--config FILE` or `COFFER_CONFIG`), by environment variables
                and by flags (`./coffer server --help`). The environment counts over the file, flags count over both.
                Without any of them it serves `127.0.0.1:9000` with its data in `coffer-data`.

                - An unknown key, a key given twice and a wrong value stop the start; the message names the place and the
                  nearest key. So does an environment variable that looks like a misspelled setting.
                - Relative paths start at the working directory of the server.
                - A secret is never written into the file: `file:PATH` or `env:NAME` says where it is.
                - In a variable, the items of a list are separated by commas. A variable or flag replaces the file's list.

                `OSS_ACCESS_KEY_ID` and `OSS_ACCESS_KEY_SECRET` (both or none) set the root credentials of the first
                account for that run. `COFFER_HEAP` (built in: `1g`), `COFFER_JAVA_OPTS` and `COFFER_VECTORS` (`off`: MD5 of
                concurrent uploads one by one, and a quicker start) are read by the launcher.

                """);
        section("Keys", ServerConfig.class, "");
        risks();
        return page.toString();
    }

    private void section(String title, Class<?> type, String path) {
        page.append("## ")
                .append(title)
                .append("\n\n| key | value | built in | meaning | variable |\n|---|---|---|---|---|\n");
        List<Runnable> inner = new ArrayList<>();
        for (SettingKey key : SettingKey.of(type)) {
            String name = path + key.name();
            if (key.isSection()) {
                boolean list = key.kind() == SettingKey.Kind.LIST;
                inner.add(() ->
                        section("`" + name + "`" + (list ? ", each" : ""), key.type(), name + (list ? "[]." : ".")));
            }
            row(name, key);
        }
        page.append('\n');
        inner.forEach(Runnable::run);
    }

    private void row(String name, SettingKey key) {
        boolean variable = !key.isSection() && !name.contains("[]") && EnvironmentSettings.isSettable(key);
        page.append("| `")
                .append(name)
                .append("` | ")
                .append(form(key))
                .append(" | ")
                .append(fallback(key));
        page.append(" | ").append(key.description()).append(" | ");
        page.append(variable ? "`" + EnvironmentSettings.variable(List.of(name.split("\\."))) + "`" : "");
        page.append(" |\n");
    }

    private static String form(SettingKey key) {
        String one = key.isSection() ? "keys below" : scalar(key.type());
        return switch (key.kind()) {
            case ONE, OPTIONAL -> one;
            case LIST -> "list of " + (key.isSection() ? "sections" : one);
            case OPTIONS -> "names with texts";
        };
    }

    private static String scalar(Class<?> type) {
        if (type.isEnum()) {
            return "`" + String.join("`, `", ScalarSetting.choices(type)) + "`";
        }
        return switch (type.getSimpleName()) {
            case "int" -> "whole number";
            case "Path" -> "path";
            case "ListenAddress" -> "`HOST:PORT`";
            case "SecretReference" -> "`file:PATH`, `env:NAME`";
            case "AccountId" -> "number";
            case "Region" -> "region id";
            case "URI" -> "`https://HOST:PORT`";
            case "String" -> "text";
            default -> throw new IllegalStateException("name the form of " + type);
        };
    }

    private static String fallback(SettingKey key) {
        if (!key.fallback().isEmpty()) {
            return "`" + key.fallback() + "`";
        }
        return key.kind() == SettingKey.Kind.ONE && !key.isSection() ? "must be given" : "";
    }

    private void risks() {
        page.append("""
                ## Risks that stop the start

                Each is found before anything is opened. Its name in `accepted-risks` turns the refusal into a warning.

                | name | found when |
                |---|---|
                """);
        for (Risk risk : Risk.values()) {
            page.append("| `")
                    .append(risk.text())
                    .append("` | ")
                    .append(risk.meaning())
                    .append(" |\n");
        }
    }
}
