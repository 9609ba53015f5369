/* Printed by layout_gen; do not edit. */
#ifndef IOP_LAYOUT_ID
#define IOP_LAYOUT_ID 0xcafc3aea0f6554a2u
#endif
