package io.coffer.conformance.guide;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A program that a page shows, in one class. */
record JavaProgram(Path directory, String name) {
    private static final Pattern CLASS = Pattern.compile("(?m)^public class (\\w+)");

    /** What the scripts of Spark and Flink open for them. */
    private static final String OPENED = Stream.of(
                    "java.io",
                    "java.lang",
                    "java.lang.invoke",
                    "java.lang.reflect",
                    "java.net",
                    "java.nio",
                    "java.util",
                    "java.util.concurrent",
                    "java.util.concurrent.atomic",
                    "sun.nio.ch",
                    "sun.nio.cs",
                    "sun.security.action",
                    "sun.util.calendar")
            .map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED")
            .collect(Collectors.joining(" "));

    static JavaProgram in(Path directory, String text) throws IOException {
        Matcher name = CLASS.matcher(text);
        if (!name.find()) {
            throw new IllegalArgumentException("there is no public class");
        }
        Files.writeString(directory.resolve(name.group(1) + ".java"), text);
        return new JavaProgram(directory, name.group(1));
    }

    /** The jars of the SDKs and of Hadoop, which these tests depend on. */
    static String libraries() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** Compiles it with these and returns the command that runs it. */
    String compiled() throws IOException {
        compile(List.of("-cp", libraries(), "-Xlint:all,-classfile,-processing,-try", "-Werror"));
        return "bin/java -cp .:$GUIDE_LIBRARIES " + name;
    }

    /** Compiles it for an older Java and a framework's jars, and returns the command that runs it. */
    String compiledWith(Framework framework) throws IOException {
        compile(List.of("-cp", framework.classPath(), "--release", "17"));
        return "'%s' -Xmx768m %s -cp '.:%s' %s".formatted(framework.java(), OPENED, framework.classPath(), name);
    }

    private void compile(List<String> options) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("-d", directory.toString()));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiles = compiler.getTask(
                            messages,
                            files,
                            null,
                            all,
                            null,
                            files.getJavaFileObjects(directory.resolve(name + ".java")))
                    .call();
            if (!compiles) {
                throw new AssertionError(messages.toString());
            }
        }
    }
}
