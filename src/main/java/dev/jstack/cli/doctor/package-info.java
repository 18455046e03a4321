/**
 * {@code doctor}: what this machine can and can't do for jstack. Start with {@link
 * dev.jstack.cli.doctor.DoctorCommand}; each group of checks is a class that only reads files, so
 * that tests give it a made-up machine.
 */
@NullMarked
package dev.jstack.cli.doctor;

import org.jspecify.annotations.NullMarked;
