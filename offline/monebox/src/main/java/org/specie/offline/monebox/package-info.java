/**
 * The MonEbox: a Java Card applet that holds offline cash, pays with it once and only once, and
 * certifies its payment keys blindly. Everything in here runs on a card: the API of Java Card 3.0.4
 * and nothing else, no allocation after installation, no numbers beyond sixteen bits. Spec page 51.
 */
@NullMarked
package org.specie.offline.monebox;

import org.jspecify.annotations.NullMarked;
