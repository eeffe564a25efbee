package org.specie.offline.simulator;

import javacard.framework.Applet;
import org.specie.kernel.core.ByteString;

/**
 * What is put on a card at the factory.
 *
 * @param applet the class that the card's runtime installs; its package is the program
 * @param id the applet's id, 5 to 16 bytes
 * @param parameters what the installer tells the applet
 */
public record CardImage(Class<? extends Applet> applet, ByteString id, ByteString parameters) {}
