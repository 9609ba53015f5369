/* Printed by layout_gen; do not edit. */
#ifndef IOP_LAYOUT_ID
#define IOP_LAYOUT_ID 0x1bd5112da0b974c6u
#endif
