package io.coffer.conformance.guide;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A program that a page shows, in one class. */
final class JavaProgram {
    private static final Pattern CLASS = Pattern.compile("(?m)^public class (\\w+)");

    private JavaProgram() {}

    /** The jars of the SDKs and of Hadoop, which these tests depend on. */
    static String libraries() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** Compiles it and returns the command that runs it. */
    static String compiled(String text, Path directory) throws IOException {
        Matcher name = CLASS.matcher(text);
        if (!name.find()) {
            throw new IllegalArgumentException("there is no public class");
        }
        Path source = Files.writeString(directory.resolve(name.group(1) + ".java"), text);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-cp",
                    libraries(),
                    "-d",
                    directory.toString(),
                    "-Xlint:all,-classfile,-processing,-try",
                    "-Werror");
            boolean compiles = compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            if (!compiles) {
                throw new AssertionError(messages.toString());
            }
        }
        return "bin/java -cp .:$GUIDE_LIBRARIES " + name.group(1);
    }
}
