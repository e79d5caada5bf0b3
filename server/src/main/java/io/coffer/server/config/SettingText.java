package io.coffer.server.config;

/** An enum whose values are not written as their names in lower kebab-case. */
interface SettingText {
    String text();
}
