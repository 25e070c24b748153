printf 'ai,n1i,ci,n2i\n1,10,2,10\n12,10,2,10\n' | "$tausq" effects - --measure OR
