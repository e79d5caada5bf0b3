package io.coffer.server.main;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import io.coffer.server.config.LoggingConfig;
import org.slf4j.LoggerFactory;

/** How the server's own log is written, which starts as text and is directed by {@code logback.xml}. */
final class ApplicationLog {
    private ApplicationLog() {}

    /** From now on. */
    static void write(LoggingConfig.Format format) {
        if (format == LoggingConfig.Format.TEXT
                || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        for (Logger logger : context.getLoggerList()) {
            logger.iteratorForAppenders().forEachRemaining(appender -> {
                if (appender instanceof OutputStreamAppender<ILoggingEvent> stream) {
                    stream.setEncoder(json(context));
                }
            });
        }
    }

    /** An object in one line for each event; the request's id is in {@code mdc}. */
    private static JsonEncoder json(LoggerContext context) {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithContext(false);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithFormattedMessage(true);
        encoder.start();
        return encoder;
    }
}
