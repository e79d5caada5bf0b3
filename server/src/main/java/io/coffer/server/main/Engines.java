package io.coffer.server.main;

import io.coffer.storage.StorageEngineFactory;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Finds storage engines by name: on the class path, and in folders of their own, which are looked at only for an engine that
 * is not there. So what an engine needs costs nothing where another is configured.
 */
final class Engines {
    /** Where those folders are, each named as its engine, with its jars. */
    static final String FOLDER = "coffer.engines";

    private Engines() {}

    /** @throws StartException when there is none of that name */
    static StorageEngineFactory factory(String name) {
        return find(name, Engines.class.getClassLoader())
                .or(() -> folder(name).flatMap(jars -> find(name, loader(name, jars))))
                .orElseThrow(() -> new StartException(
                        "there is no storage engine named " + name + "; `./coffer build-ozone` makes that of Ozone"));
    }

    private static Optional<StorageEngineFactory> find(String name, ClassLoader loader) {
        return ServiceLoader.load(StorageEngineFactory.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .filter(factory -> factory.name().equals(name))
                .findFirst();
    }

    private static Optional<Path> folder(String name) {
        return Optional.ofNullable(System.getProperty(FOLDER))
                .map(folders -> Path.of(folders, name))
                .filter(Files::isDirectory);
    }

    /** For as long as the process lives, as the engine is. */
    private static ClassLoader loader(String name, Path folder) {
        List<URL> jars = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : files) {
                jars.add(url(jar));
            }
        } catch (IOException unreadable) {
            throw new StartException("the storage engine " + name + " cannot be read: " + unreadable, unreadable);
        }
        return new URLClassLoader("engine-" + name, jars.toArray(URL[]::new), Engines.class.getClassLoader());
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }
}
