/* Printed by layout_gen; do not edit. */
#ifndef IOP_LAYOUT_ID
#define IOP_LAYOUT_ID 0x51f1b1faa26cb20du
#endif
