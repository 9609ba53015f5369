/* Printed by layout_gen; do not edit. */
#ifndef IOP_LAYOUT_ID
#define IOP_LAYOUT_ID 0xb0c1b839ef36fffdu
#endif
