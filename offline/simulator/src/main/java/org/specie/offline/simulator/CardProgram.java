package org.specie.offline.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javacard.framework.Applet;

/** The classes that go onto a card: the applet, and whatever of its package it reaches. */
public final class CardProgram {
  /** Woven once each; cards share the classes, their memories are their own. */
  private static final Map<Class<? extends Applet>, Class<? extends Applet>> WOVEN =
      new ConcurrentHashMap<>();

  private final Class<? extends Applet> applet;
  private final String packageName;

  private CardProgram(Class<? extends Applet> applet) {
    this.applet = applet;
    this.packageName = applet.getPackageName().replace('.', '/') + "/";
  }

  public static CardProgram of(Class<? extends Applet> applet) {
    return new CardProgram(applet);
  }

  /** Class files by internal name. */
  public Map<String, byte[]> classFiles() {
    Map<String, byte[]> found = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>();
    open.add(applet.getName().replace('.', '/'));
    while (!open.isEmpty()) {
      String name = open.remove();
      if (found.containsKey(name)) {
        continue;
      }
      byte[] bytes = read(name);
      found.put(name, bytes);
      ClassModel model = ClassFile.of().parse(bytes);
      model
          .constantPool()
          .forEach(
              entry -> {
                if (entry instanceof ClassEntry reference && isOurs(reference.asInternalName())) {
                  open.add(reference.asInternalName());
                }
              });
    }
    return found;
  }

  private boolean isOurs(String name) {
    return name.startsWith(packageName) && name.indexOf('/', packageName.length()) < 0;
  }

  private byte[] read(String name) {
    try (InputStream in = applet.getResourceAsStream("/" + name + ".class")) {
      if (in == null) {
        throw new IllegalStateException("no class file for " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The applet's class, with its writes led through {@link PersistentMemory}. */
  Class<? extends Applet> woven() {
    return WOVEN.computeIfAbsent(applet, _ -> load());
  }

  private Class<? extends Applet> load() {
    try {
      return new WovenClasses(applet.getClassLoader(), classFiles())
          .loadClass(applet.getName())
          .asSubclass(Applet.class);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Defines the woven classes itself and asks its parent for all others. */
  private static final class WovenClasses extends ClassLoader {
    private final Map<String, byte[]> files;

    WovenClasses(ClassLoader parent, Map<String, byte[]> files) {
      super(parent);
      this.files = files;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      byte[] file = files.get(name.replace('.', '/'));
      if (file == null) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        if (known != null) {
          return known;
        }
        byte[] woven = Weaver.weave(file);
        return defineClass(name, woven, 0, woven.length);
      }
    }
  }
}
